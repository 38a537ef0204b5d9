#include "cloudsuite/sent.h"

#include "base/json_tree.h"
#include "cloudsuite/freeze.h"
#include "cloudsuite/gl_row.h"

namespace crosswalk::cloudsuite {

const SentDocument& Sent::of(const Document& document) const {
  return documents.at(mark_of(document));
}

std::string mark_in(const std::string& reference) {
  return reference.substr(0, reference.find('/'));
}

Result<Sent> sent_by(const Attempt& attempt) {
  const Error unreadable =
      fail(ErrorKind::internal, "the stored request of attempt " + attempt.id + " cannot be read");
  const auto body = parse_json(attempt.request.body, "the stored request");
  if (!body || !body->is_object()) return unreadable;
  const auto records = body->find("_records");
  if (records == body->end() || !records->is_array() || records->empty()) return unreadable;
  Sent sent;
  Json batch = Json::array();
  for (const Json& record : *records) {
    const auto fields = record.find("_fields");
    if (fields == record.end() || !fields->is_object()) return unreadable;
    const auto amount = decimal_in(*fields, "TransactionAmount");
    if (!amount) return amount.error();
    sent.run_group = text_in(*fields, "GLTransactionInterface.RunGroup");
    SentDocument& document = sent.documents[mark_in(text_in(*fields, "Reference"))];
    document.sequence.insert(text_in(*fields, "GLTransactionInterface.SequenceNumber"));
    document.dates.insert(text_in(*fields, "PostingDate"));
    if (!amount->is_negative()) {
      const auto sum = add(document.debits, *amount);
      if (!sum) return sum.error();
      document.debits = *sum;
    }
    ++sent.rows;
    batch.push_back(record);
    if (batch.size() < batch_rows && sent.rows < records->size()) continue;
    sent.batches.push_back(records->size() <= batch_rows ? attempt.request.body
                                                         : to_text({{"_records", std::move(batch)}}));
    batch = Json::array();
  }
  for (const Document& member : attempt.members)
    if (!sent.documents.contains(mark_of(member)))
      return fail(ErrorKind::internal,
                  "the stored request of attempt " + attempt.id + " does not hold " + member.key);
  return sent;
}

}  // namespace crosswalk::cloudsuite
