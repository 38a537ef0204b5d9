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

Result<void> count_posting(Decimal amount, SentDocument& document) {
  ++document.postings;
  const auto net = add(document.net, amount);
  if (!net) return net.error();
  document.net = *net;
  if (amount.is_negative()) return {};
  const auto debits = add(document.debits, amount);
  if (!debits) return debits.error();
  document.debits = *debits;
  return {};
}

Error unreadable_request(const Attempt& attempt) {
  return fail(ErrorKind::internal, "the stored request of attempt " + attempt.id + " cannot be read");
}

Result<void> holds_members(const Sent& sent, const Attempt& attempt) {
  for (const Document& member : attempt.members)
    if (!sent.documents.contains(mark_of(member)))
      return fail(ErrorKind::internal,
                  "the stored request of attempt " + attempt.id + " does not hold " + member.key);
  return {};
}

Result<Sent> sent_by(const Attempt& attempt) {
  const auto body = parse_json(attempt.request.body, "the stored request");
  if (!body || !body->is_object()) return unreadable_request(attempt);
  const auto records = body->find("_records");
  if (records == body->end() || !records->is_array() || records->empty()) return unreadable_request(attempt);
  Sent sent;
  Json batch = Json::array();
  for (const Json& record : *records) {
    const auto fields = record.find("_fields");
    if (fields == record.end() || !fields->is_object()) return unreadable_request(attempt);
    const auto amount = decimal_in(*fields, "TransactionAmount");
    if (!amount) return amount.error();
    sent.run_group = text_in(*fields, "GLTransactionInterface.RunGroup");
    SentDocument& document = sent.documents[mark_in(text_in(*fields, "Reference"))];
    sent.keys.push_back(text_in(*fields, "GLTransactionInterface.SequenceNumber"));
    document.sequence.insert(sent.keys.back());
    document.dates.insert(text_in(*fields, "PostingDate"));
    if (auto counted = count_posting(*amount, document); !counted) return counted.error();
    batch.push_back(record);
    if (batch.size() < batch_rows && sent.keys.size() < records->size()) continue;
    const std::size_t rows = batch.size();
    sent.batches.push_back(
        {attempt.request.path,
         records->size() <= batch_rows ? attempt.request.body : to_text({{"_records", std::move(batch)}}),
         rows});
    batch = Json::array();
  }
  if (auto held = holds_members(sent, attempt); !held) return held.error();
  return sent;
}

}  // namespace crosswalk::cloudsuite
