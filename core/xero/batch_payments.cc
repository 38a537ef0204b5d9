#include "xero/batch_payments.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/errors.h"

namespace crosswalk::xero {
namespace {

struct Batch {
  std::string account;
  std::string date;
  bool of_bills = false;
  std::string first;
  std::vector<std::string> payments;
};

const Json* batch_of(const Json& batches, const std::string& key) {
  for (const Json& batch : batches)
    if (const Json* list = member(batch, "Payments"); list != nullptr && list->is_array())
      for (const Json& payment : *list)
        if (member_text(payment, "Reference") == key) return &batch;
  return nullptr;
}

}  // namespace

bool is_batched(const Attempt& attempt) {
  return attempt.request.path.find("/BatchPayments?") != std::string::npos;
}

Result<std::string> batches_text(const std::vector<BatchedPayment>& payments) {
  std::vector<Batch> batches;
  for (const BatchedPayment& one : payments) {
    const auto payment = parse_json(one.element, "a payment");
    if (!payment) return payment.error();
    const Json* account = member(*payment, "Account");
    const Json* paid = member(*payment, "Invoice");
    const auto amount = decimal_in(*payment, "Amount");
    if (account == nullptr || paid == nullptr || !amount)
      return fail(ErrorKind::internal, "a payment lacks its account, its invoice or its amount");
    Batch wanted;
    wanted.account = to_text(*account);
    wanted.date = text_in(*payment, "Date");
    wanted.of_bills = one.of_bill;
    const auto found = std::find_if(batches.begin(), batches.end(), [&](const Batch& batch) {
      return batch.account == wanted.account && batch.date == wanted.date &&
             batch.of_bills == wanted.of_bills;
    });
    Batch& batch = found != batches.end() ? *found : batches.emplace_back(std::move(wanted));
    const std::string key = text_in(*payment, "Reference");
    if (batch.first.empty()) batch.first = key;
    batch.payments.push_back("{\"Amount\":" + amount->text(2) + ",\"Invoice\":" + to_text(*paid) +
                             ",\"Reference\":" + to_text(Json(key)) + "}");
  }
  std::string list = "[";
  for (const Batch& batch : batches) {
    const std::string more =
        batch.payments.size() > 1 ? " +" + std::to_string(batch.payments.size() - 1) : std::string();
    list += (list.size() > 1 ? "," : "") + std::string("{\"Account\":") + batch.account + ",\"Date\":\"" +
            batch.date + "\",\"Payments\":[";
    for (std::size_t i = 0; i < batch.payments.size(); ++i) list += (i == 0 ? "" : ",") + batch.payments[i];
    list += "],\"Reference\":" + to_text(Json(batch.first + more)) + "}";
  }
  return list + "]";
}

Json payments_in(const Json* batches) {
  Json all = Json::array();
  if (batches == nullptr || !batches->is_array()) return all;
  for (const Json& batch : *batches) {
    const Json* list = member(batch, "Payments");
    if (list == nullptr || !list->is_array() || has_errors(batch)) continue;
    for (const Json& payment : *list) all.push_back(payment);
  }
  return all;
}

Outcome unnamed_in(const Json& sent_batches, const Json& batches, const Document& document) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::unknown;
  outcome.halve = true;
  outcome.reason = "Xero's reply does not name " + document.key;
  const Json* ours = batch_of(sent_batches, document.key);
  if (ours == nullptr || !batches.is_array()) return outcome;
  for (const Json& batch : batches) {
    if (!has_errors(batch) || member_text(batch, "Reference") != member_text(*ours, "Reference")) continue;
    const auto messages = sentences(batch);
    const bool perhaps_ours = std::any_of(messages.begin(), messages.end(), [](const std::string& one) {
      return says_settled(one) || says_other_request(one);
    });
    outcome.reason = joined(messages);
    if (!perhaps_ours) outcome.kind = Outcome::Kind::retry;
  }
  return outcome;
}

}  // namespace crosswalk::xero
