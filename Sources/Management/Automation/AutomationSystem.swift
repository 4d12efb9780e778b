// SPDX-License-Identifier: Apache-2.0

package import Store

/// The night and the inbox.
package enum AutomationSystem {
    package static let system = System(
        "Automation",
        migrations: [.create(AutomationTables.first), .create(AutomationTables.second)],
        commands: [.of(SettleAttention.self)])
}
