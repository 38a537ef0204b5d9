#include "xero/accrual_journal.h"

#include <map>

#include "xero/differences.h"

namespace crosswalk::xero {

Result<std::vector<Document>> accrual_journals(const Entries& entries, const TaxRates& rates,
                                               const std::function<std::string(Date)>& key_of) {
  std::map<Date, std::vector<const Entry*>> days;
  for (const Entry& entry : entries.entries)
    if (entry.role == EntryRole::accrued) days[entry.date].push_back(&entry);
  std::vector<Document> journals;
  for (const auto& [day, group] : days) {
    const auto lines = lines_of(group, LineSide::debit);
    if (!lines) return lines.error();
    PlacedMoney placed;
    if (auto added = placed.add(*lines, LineSide::debit); !added) return added.error();
    if (placed.empty()) continue;
    Journal journal;
    journal.key = key_of(day);
    journal.narration = group.front()->description;
    journal.narration.resize(std::min(journal.narration.find(": "), journal.narration.size()));
    journal.date = day;
    journal.currency = entries.currency;
    journal.lines = placed.lines(journal.narration);
    auto document = journal_document(journal, rates);
    if (!document) return document.error();
    document->record = entries.record;
    document->pair = entries.record.pair;
    journals.push_back(std::move(*document));
  }
  return journals;
}

}  // namespace crosswalk::xero
