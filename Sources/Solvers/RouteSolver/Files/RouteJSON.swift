// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Our own format, which holds a whole model: docs/ROUTE-FILES.md describes it.
public enum RouteJSON {
    public static func model(_ bytes: [UInt8]) throws(RouteFileFault) -> RouteModel {
        var reading = RouteJSONReading()
        var json = JSONReader(bytes)
        do {
            let model = try reading.model(&json)
            try model.check()
            return model
        } catch let fault as JSONFault {
            throw RouteFileFault(line(of: fault.offset, in: bytes), reading.field, fault.expected)
        } catch let fault as RouteModelFault {
            let offset = reading.offsets[fault.subject] ?? 0
            let name = fault.name.isEmpty ? "" : " '\(fault.name)'"
            throw RouteFileFault(
                line(of: offset, in: bytes), "\(path(fault.subject))\(name).\(fault.field)", fault.expected)
        } catch {
            throw RouteFileFault(1, reading.field, "a model of routes")
        }
    }

    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
    }

    private static func path(_ subject: RouteModelFault.Subject) -> String {
        switch subject {
        case .model: "model"
        case .travel: "travel"
        case .depot(let index): "depots[\(index)]"
        case .vehicle(let index): "vehicles[\(index)]"
        case .stop(let index): "stops[\(index)]"
        }
    }
}
