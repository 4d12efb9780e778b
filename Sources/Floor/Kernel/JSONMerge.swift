// SPDX-License-Identifier: Apache-2.0

/// A JSON in which another fills in and changes what it names: objects member by member, lists element by element in
/// their order; anything else takes the place of what stood there.
///
/// - Throws: `JSONFault` when one of them is no JSON.
public func mergedJSON(_ json: [UInt8], with changes: [UInt8]) throws -> [UInt8] {
    var merged = JSONWriter()
    try merge(json, with: changes, to: &merged)
    return merged.bytes
}

private func merge(_ json: [UInt8], with changes: [UInt8], to merged: inout JSONWriter) throws {
    var (known, other) = (JSONReader(json), JSONReader(changes))
    switch (known.nextByte, other.nextByte) {
    case (UInt8(ascii: "{"), UInt8(ascii: "{")):
        var changes = try other.members()
        try merged.object { merged in
            for member in try known.members() {
                merged.key(text: member.name)
                guard let place = changes.firstIndex(where: { $0.name == member.name }) else {
                    merged.written(member.json)
                    continue
                }
                try merge(member.json, with: changes.remove(at: place).json, to: &merged)
            }
            for member in changes {
                merged.key(text: member.name)
                merged.written(member.json)
            }
        }
    case (UInt8(ascii: "["), UInt8(ascii: "[")):
        let (elements, changes) = (try known.array { try $0.raw() }, try other.array { try $0.raw() })
        try merged.array(0..<max(elements.count, changes.count)) { merged, place in
            switch (place < elements.count, place < changes.count) {
            case (true, true): try merge(elements[place], with: changes[place], to: &merged)
            case (true, false): merged.written(elements[place])
            case (false, _): merged.written(changes[place])
            }
        }
    default: merged.written(try other.raw())
    }
    try other.end()
}

extension JSONReader {
    /// The members of the object that stands here, each as it is written.
    fileprivate mutating func members() throws -> [(name: String, json: [UInt8])] {
        var members: [(name: String, json: [UInt8])] = []
        try object { name, json in members.append((name, try json.raw())) }
        return members
    }
}
