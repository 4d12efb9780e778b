// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Imports
import Kernel
import Store

/// The readers of files.
enum FileReaders {
    static let all: [FuzzReader] =
        [
            FuzzReader("records", ["a,b\n1,\"x \"\"y\"\"\n2\"\n", "\u{feff}a;b\r\n1;2\r\n"]) { folder in
                let file = folder.appending(path: "file.csv")
                return { input in
                    try? Data(input).write(to: file)
                    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
                        guard var records = try? CSVRecords(file, delimiter: delimiter) else { return }
                        var fields = 0
                        while (try? records.advance()) == true { fields += records.fields.count }
                        precondition(fields <= input.count + 1, "a field has a byte or a delimiter of its own")
                    }
                }
            },
            FuzzReader(
                "profiles", [#"{"columns":{"Artikel":"product"},"constants":{"site":"MAIN"},"decimals":"comma"}"#]
            ) {
                _ in { input in _ = try? JSONDecoder().decode(ImportProfile.self, from: Data(input)) }
            },
            FuzzReader(
                "manifests",
                [
                    #"{"facts":1,"faults":[],"files":[{"bytes":1,"name":"../nightshift.sqlite","sha256":"00"}],"format":1,"head":"00","madeAt":"2026-03-04T00:00:00Z","receipts":1,"schema":{"Sales":2},"sealed":1}"#
                ]
            ) { folder in
                let file = folder.appending(path: BackupManifest.fileName)
                return { input in
                    try? Data(input).write(to: file)
                    _ = try? BackupManifest.read(in: folder)
                }
            },
        ] + House.nightshift.imports.map(survey)

    /// How a file of a kind is surveyed before anything is taken from it.
    private static func survey(_ kind: ImportKind) -> FuzzReader {
        FuzzReader("survey-\(kind.name)", [kind.form.template, kind.form.template.replacing(",", with: ";")]) {
            folder in
            let file = folder.appending(path: "file.csv")
            return { input in
                try? Data(input).write(to: file)
                _ = try? FileImport(kind, file, ImportProfile())
            }
        }
    }
}
