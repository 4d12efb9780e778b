// SPDX-License-Identifier: Apache-2.0

public import CommerceFacts
public import Store

extension Channel: ColumnValue {}
extension TenderKind: ColumnValue {}
extension Disposition: ColumnValue {}
