// SPDX-License-Identifier: Apache-2.0

/// What a single value says about how its column is written.
package enum FormEvidence<Form: Hashable & Sendable>: Hashable, Sendable {
    case none
    case form(Form)
    case ambiguous
}
