#include "flow/document_names.h"

#include <algorithm>

#include "model/money_documents.h"

namespace crosswalk::flow {

Result<DocumentNames> DocumentNames::of(store::Store& store, std::int64_t record, const Entries& entries,
                                        const std::vector<Document>& expected) {
  DocumentNames names;
  names.record_ = entries.record.id;
  names.order_date_ = entries.order_date;
  if (record != 0) {
    const auto rows = store.documents_of(record);
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
      const Document& document = row.document;
      if (!books_money(document.kind) || document.state == DocumentState::withdrawn ||
          document.state == DocumentState::rejected)
        continue;
      // A later step of the same document says more.
      std::erase_if(names.standing_,
                    [&](const Standing& earlier) { return earlier.name.number == document.key; });
      if (document.operation == Operation::remove || document.operation == Operation::annul) continue;
      Standing standing;
      standing.name.number = document.key;
      standing.name.status = row.receipt ? row.receipt->status : std::string(name_of(document.state));
      standing.date = document.date;
      standing.draft = !row.receipt || row.receipt->status == "DRAFT";
      names.standing_.push_back(std::move(standing));
    }
  }
  if (!names.standing_.empty()) return names;
  for (const Document& document : expected)
    if (books_money(document.kind)) names.expected_.push_back({{document.key, ""}, document.date, false});
  return names;
}

DocumentNames::Name DocumentNames::find(UnitState state, Date date) const {
  // What has not shipped stands on one document, dated when it was ordered.
  if (state == UnitState::open) date = order_date_;
  const Standing* found = nullptr;
  for (const auto* list : {&standing_, &expected_})
    for (const Standing& standing : *list)
      if (standing.date == date && (found == nullptr || standing.draft == (state == UnitState::open)))
        found = &standing;
  return found != nullptr ? found->name : Name{record_, ""};
}

}  // namespace crosswalk::flow
