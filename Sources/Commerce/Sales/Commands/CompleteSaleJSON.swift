// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel

/// The JSON that identifies a receipt, written by hand because there is one for every receipt.
extension CompleteSale {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("site")
            json.string(site.text)
            json.key("till")
            json.integer(till)
            json.key("number")
            number.write(to: &json)
            json.key("occurredAt")
            json.integer(occurredAt.microseconds)
            json.key("channel")
            json.string((channel ?? .store).rawValue)
            json.unlessNil("exemption", exemption)
            json.unlessZero("basketDiscount", basketDiscount?.count ?? 0)
            json.key("lines")
            json.array(lines) { $1.write(to: &$0) }
            json.key("tenders")
            json.array(tenders) { json, tender in
                json.object { json in
                    json.key("kind")
                    json.string(tender.kind.rawValue)
                    json.key("amount")
                    json.integer(tender.amount.count)
                    json.unlessNil("reference", tender.reference)
                    if let foreign = tender.foreign {
                        json.key("foreign")
                        foreign.write(to: &json)
                    }
                }
            }
        }
    }
}

extension SaleLine {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("product")
            json.string(product.text)
            json.key("quantity")
            json.integer(quantity.count)
            if let list {
                json.key("list")
                json.integer(list.count)
            }
            if let discounts {
                json.key("discounts")
                json.array(discounts) { json, discount in
                    json.object { json in
                        json.key("kind")
                        json.string(discount.kind.rawValue)
                        json.key("amount")
                        json.integer(discount.amount.count)
                    }
                }
            }
            if let tax {
                json.key("tax")
                json.integer(tax.count)
            }
            if let returned {
                json.key("returned")
                json.object { json in
                    json.unlessNil("site", returned.site?.text)
                    json.unlessZero("till", returned.till ?? 0)
                    if let number = returned.number, number != 0 {
                        json.key("number")
                        number.write(to: &json)
                    }
                    json.unlessZero("line", returned.line ?? 0)
                    json.key("disposition")
                    json.string(returned.disposition.rawValue)
                }
            }
            json.unlessNil("reference", reference)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func unlessNil(_ key: StaticString, _ value: String?) {
        guard let value else { return }
        self.key(key)
        string(value)
    }
}
