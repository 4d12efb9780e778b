// SPDX-License-Identifier: Apache-2.0

public import FinanceFacts
public import Store

extension TaxKind: ColumnValue {}
extension TaxRounding: ColumnValue {}
extension TaxTies: ColumnValue {}
