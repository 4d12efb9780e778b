// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import CommerceFacts
import FinanceFacts
import Kernel
import LogisticsFacts
import ManagementFacts
import Organisation
package import Store
import Warehouse

extension Systems {
    /// Who answers which fact within the transaction that published it, read top to bottom; and who looks ahead.
    package static let wiring = Wiring([
        .on(
            SystemSwitched.self, "Organisation", "notes whether the system works",
            OrganisationReactions.onSystemSwitched),
        .on(
            MissedFactsAnswered.self, "Organisation", "lets the system do what it missed",
            OrganisationReactions.onMissedFactsAnswered),

        .on(
            CompanyRegistered.self, "Accounting", "gives the company its chart", whileOff: true,
            AccountingReactions.onCompanyRegistered),
        .on(ChartExtended.self, "Accounting", "adds the accounts", whileOff: true, AccountingReactions.onChartExtended),

        .on(
            SaleCompleted.self, "Accounting", "posts the receipt",
            AccountingReactions.posting(CommercePostings.entry(for:))),
        .on(SaleCompleted.self, "Warehouse", "moves what was sold or came back", WarehouseReactions.onSaleCompleted),
        .on(
            CashMoved.self, "Accounting", "posts the cash",
            AccountingReactions.posting(CommercePostings.entry(for:document:))),

        .on(GoodsReceived.self, "Warehouse", "takes the goods in", WarehouseReactions.onGoodsReceived),
        .on(TransferShipped.self, "Warehouse", "sends the goods off", WarehouseReactions.onTransferShipped),
        .on(TransferReceived.self, "Warehouse", "takes the transfer in", WarehouseReactions.onTransferReceived),
        .on(StockCorrected.self, "Warehouse", "corrects the stock", WarehouseReactions.onStockCorrected),
        .on(CostCorrected.self, "Warehouse", "corrects the cost", WarehouseReactions.onCostCorrected),
        .on(ValuationMethodChosen.self, "Warehouse", "values by it", WarehouseReactions.onValuationMethodChosen),
        .on(
            StockValued.self, "Accounting", "posts the change of value",
            AccountingReactions.posting(LogisticsPostings.entry(for:))),

        .on(JournalEntered.self, "Accounting", "posts the entry", AccountingReactions.onJournalEntered),
        .on(EntryReversed.self, "Accounting", "posts the reversal", AccountingReactions.onEntryReversed),
        .on(PeriodLocked.self, "Accounting", "locks the period", AccountingReactions.onPeriodLocked),

        .on(MatterRaised.self, "Automation", "puts it in the inbox", InboxReactions.onMatterRaised),
        .on(MatterSettled.self, "Automation", "takes it off the inbox", InboxReactions.onMatterSettled),
        .on(MatterExplained.self, "Automation", "takes it off the inbox", InboxReactions.onMatterExplained),
        .on(
            TransferReceived.self, "Automation", "asks no more for the transfer",
            InboxReactions.explaining(.transferLate, "The transfer was received.") {
                ($0.company, subject: $0.transfer.description)
            }),
        // What the logs of earlier releases say.
        .on(AttentionNeeded.self, "Automation", "puts it in the inbox", InboxReactions.onAttentionNeeded),
        .on(AttentionSettled.self, "Automation", "takes it off the inbox", InboxReactions.onAttentionSettled),
        .on(AttentionExplained.self, "Automation", "takes it off the inbox", InboxReactions.onAttentionExplained),
    ]).expecting([.of(SaleExpected.self, WarehouseReactions.onSaleExpected)])
}
