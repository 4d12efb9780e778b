// SPDX-License-Identifier: Apache-2.0

import Kernel

package enum ActorKind: String, Choice {
    case person, program, till
}
