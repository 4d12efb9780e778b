// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// The name that the retailer itself gives to one thing, such as store `S01` or product `P00042`.
///
/// The sample speaks in codes because keys are made by whoever stores it. A product's code cannot be passed for a
/// site's.
package struct Code<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }

    package static func < (left: Code, right: Code) -> Bool { left.text < right.text }
}

package typealias SiteCode = Code<Site>
package typealias TillCode = Code<Till>
package typealias ActorCode = Code<Actor>
package typealias ProductCode = Code<Product>
package typealias DepartmentCode = Code<Department>
package typealias SupplierCode = Code<Supplier>
package typealias JurisdictionCode = Code<Jurisdiction>
