// SPDX-License-Identifier: Apache-2.0

package import Kernel

package enum ActorKind: String, Choice {
    case person, program, till
}
