// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Automation
import BackOffice
import Foundation
import Kernel
import Store

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove that nothing was changed: the sealed log, the proofs; with --replay the whole history.",
        discussion: "Ends with 1 and names the first row when something does not hold.")

    @OptionGroup var place: Place
    @Flag(help: "Also run every reaction again over the log into empty tables and compare.") var replay = false

    func run() async throws {
        var isWhole = true
        try await Complaint.explained {
            let office = try place.openToRead()
            let verification = try await ProgressLine.during("checking seals and proofs") { line in
                try await Verification.run(office.store) { done, all in
                    if done < all {
                        line.show("sealed facts: \(done) of \(all)")
                    } else {
                        line.begin("proving the books")
                    }
                }
            }
            let (verdict, proofs) = (verification.seals, verification.proofs)
            if let broken = verdict.firstBroken {
                isWhole = false
                try FileHandle.put("Fact \(broken) is not what was sealed.\n")
            } else {
                try FileHandle.put(
                    "\(verdict.sealed) facts are as they were sealed, head \(hexadecimal(verdict.head)); \(verdict.unsealed) wait for their seal.\n"
                )
            }
            if let altered = verification.alteredRequest {
                isWhole = false
                try FileHandle.put(
                    "The request of \(altered.command ?? "nothing that was done") with the key \(altered.key) is not what was sealed.\n"
                )
            }
            for proof in proofs where !proof.holds {
                isWhole = false
                try FileHandle.put("The proof “\(proof.name)” fails: \(proof.difference)\n")
            }
            if proofs.allSatisfy(\.holds) { try FileHandle.put("All \(proofs.count) proofs hold.\n") }
            if replay {
                let difference = try await ProgressLine.during("replaying the log") { line in
                    try await Rehearsal.run(of: office) { done, all in
                        if done < all {
                            line.show("replayed facts: \(done) of \(all)")
                        } else {
                            line.begin("comparing the tables")
                        }
                    }
                }
                isWhole = isWhole && difference == nil
                try FileHandle.put(
                    difference.map { "The replay differs: \($0)\n" } ?? "The replay gives the same tables.\n")
            }
            try office.store.close()
        }
        guard isWhole else { throw ExitCode(1) }
    }
}
