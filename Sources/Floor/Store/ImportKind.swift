// SPDX-License-Identifier: Apache-2.0

package import Imports

/// What the rows of a file are: declared by the system whose commands they become, or by the lowest that may read all
/// systems they concern.
package struct ImportKind: Sendable {
    package let form: ImportForm
    /// The rows of one thing as what they ask for.
    ///
    /// Throws a `RowFault` that says why not.
    package let read: @Sendable ([ImportRow], ImportReference) throws -> ImportOrder

    package var name: String { form.name }

    package init(
        _ form: ImportForm, read: @escaping @Sendable ([ImportRow], ImportReference) throws -> ImportOrder
    ) {
        self.form = form
        self.read = read
    }
}

/// A thing of a file, read: what it asks of the back office.
package struct ImportOrder: Sendable {
    /// The one thing that it is about, whatever the file calls it.
    package let identity: String
    /// Does it in a transaction, over the desk; false when it was done before or would change nothing.
    package let perform: @Sendable (Transaction, CommandDesk) throws -> Bool

    package init(identity: String, perform: @escaping @Sendable (Transaction, CommandDesk) throws -> Bool) {
        self.identity = identity
        self.perform = perform
    }

    /// Reads each row, so that a fault says which one it is in.
    @inlinable @inline(__always)
    package static func each<Value>(
        _ rows: [ImportRow], _ read: (ImportRow) throws(RowFault) -> Value
    ) throws(RowFault) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(rows.count)
        for index in rows.indices {
            do {
                values.append(try read(rows[index]))
            } catch {
                throw RowFault(error.reason, row: index)
            }
        }
        return values
    }

    /// - Throws: `RowFault` when the rows of one thing have different moments.
    package static func same<Moment: Equatable>(_ moments: [Moment], _ complaint: String) throws(RowFault) {
        guard moments.allSatisfy({ $0 == moments[0] }) else { throw RowFault(complaint) }
    }
}

extension CommandDesk {
    /// Runs a command of an import; `isNew` is false when its key did it before.
    package func submit<C: Command>(
        _ command: C, _ request: CommandRequest? = nil, key: String, _ tx: Transaction
    ) throws -> (answer: C.Answer, isNew: Bool) {
        let answer = try perform(command, request, key: key, tx)
        return (answer, tx.request != nil)
    }
}
