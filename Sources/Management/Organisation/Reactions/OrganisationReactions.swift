// SPDX-License-Identifier: Apache-2.0

package import ManagementFacts
package import Store

/// How Organisation answers what it tells itself: what a replay needs to know again of who does without what.
package enum OrganisationReactions {
    package static func onSystemSwitched(_ switched: SystemSwitched, _ tx: Transaction) throws {
        switch switched.state {
        case .off: try tx.switchOff(switched.system, for: switched.company, isReturning: false)
        case .returning: try tx.switchOff(switched.system, for: switched.company, isReturning: true)
        case .on: try tx.switchOn(switched.system, for: switched.company)
        }
    }

    package static func onMissedFactsAnswered(_ missed: MissedFactsAnswered, _ tx: Transaction) throws {
        try tx.takeUp(missed.system, for: missed.company, through: missed.through)
    }
}
