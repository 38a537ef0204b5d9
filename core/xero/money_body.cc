#include "xero/money_body.h"

#include "base/json_tree.h"

namespace crosswalk::xero {
namespace {

std::string quoted(const std::string& text) {
  return to_text(Json(text));
}

std::string rate_member(const Decimal* rate) {
  return rate == nullptr ? std::string() : ",\"CurrencyRate\":" + rate->text();
}

std::string account_text(const std::string& code) {
  return "{\"Code\":" + quoted(code) + "}";
}

}  // namespace

std::string payment_text(const std::string& account, Decimal amount, Date date, const std::string& marker,
                         const Decimal* rate) {
  return "{\"Account\":" + account_text(account) + ",\"Amount\":" + amount.text(2) + rate_member(rate) +
         ",\"Date\":\"" + date.text() + "\",\"Reference\":" + quoted(marker) + "}";
}

std::string allocation_text(Decimal amount, Date date) {
  return "{\"Amount\":" + amount.text(2) + ",\"Date\":\"" + date.text() + "\"}";
}

std::string bank_transaction_text(bool receive, const std::string& account, Date date,
                                  const std::string& marker, const std::vector<InvoiceLine>& lines,
                                  const Decimal* rate) {
  std::string text = "{\"BankAccount\":" + account_text(account) + rate_member(rate) + ",\"Date\":\"" +
                     date.text() + "\",\"LineAmountTypes\":\"Exclusive\",\"LineItems\":[";
  for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "" : ",") + text_of(lines[i]);
  return text + "],\"Reference\":" + quoted(marker) + ",\"Status\":\"AUTHORISED\",\"Type\":\"" +
         (receive ? "RECEIVE" : "SPEND") + "\"}";
}

std::string bank_transfer_text(const std::string& from, const std::string& to, Decimal amount, Date date,
                               const std::string& marker) {
  return "{\"Amount\":" + amount.text(2) + ",\"Date\":\"" + date.text() +
         "\",\"FromBankAccount\":" + account_text(from) + ",\"Reference\":" + quoted(marker) +
         ",\"ToBankAccount\":" + account_text(to) + "}";
}

}  // namespace crosswalk::xero
