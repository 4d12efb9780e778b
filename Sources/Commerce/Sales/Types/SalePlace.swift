// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation

/// Where a receipt belongs, with the rules that hold there.
struct SalePlace {
    let site: SiteRecord
    /// False when the till named a site we do not know; the head office then stands for it.
    let isKnown: Bool
    let code: Code<Site>

    /// The code of the site where it stands; the one that was named where that is not open.
    var ownCode: Code<Site> { isKnown ? Code(site.code) : code }
}
