#include "xero/numbers.h"

#include "base/crypto.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t max_contact_number = 50;
constexpr std::size_t max_idempotency_key = 128;

std::string with_ordinal(const std::string& number, int ordinal) {
  return ordinal > 1 ? number + "-" + std::to_string(ordinal) : number;
}

}  // namespace

std::string invoice_number(const Settings& settings, std::string_view order, int ordinal) {
  return with_ordinal(settings.number_prefix + settings.number_tag + std::string(order), ordinal);
}

std::string credit_note_number(const Settings& settings, std::string_view order, std::string_view refund,
                               int ordinal) {
  return with_ordinal(invoice_number(settings, order, 1) + "-R" + std::string(refund), ordinal);
}

bool is_ordinal_of(std::string_view number, std::string_view first) {
  if (!number.starts_with(first)) return false;
  const std::string_view rest = number.substr(first.size());
  if (rest.empty()) return true;
  return rest.size() > 1 && rest.front() == '-' &&
         rest.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::string settlement_day_number(const Settings& settings, std::string_view settlement, Date date) {
  std::string day = date.text();
  std::erase(day, '-');
  return settings.settlement_prefix + settings.number_tag + std::string(settlement) + "-" + day;
}

std::string settlement_number(const Settings& settings, std::string_view settlement, Date date, char what,
                              int ordinal) {
  std::string number = settlement_day_number(settings, settlement, date);
  if (what == 'T')
    number.insert(number.rfind('-'), "-T");
  else
    number += "-" + std::string(1, what);
  return with_ordinal(number, ordinal);
}

std::string settlement_month_number(const Settings& settings, std::string_view settlement, Date date,
                                    int ordinal) {
  std::string month = date.text().substr(0, 7);
  std::erase(month, '-');
  return with_ordinal(
      settings.settlement_prefix + settings.number_tag + std::string(settlement) + "-" + month, ordinal);
}

std::string accrual_number(const Settings& settings, std::string_view month, int ordinal) {
  return with_ordinal(settings.accrual_prefix + settings.number_tag + std::string(month), ordinal);
}

std::string settled_payment_number(std::string_view invoice, std::string_view settlement, int ordinal) {
  return with_ordinal(std::string(invoice) + "-P" + std::string(settlement), ordinal);
}

std::string contact_number(const Settings& settings, std::string_view name) {
  const std::string hash = sha256(settings.pair + "\n" + std::string(name)).substr(0, 16);
  const std::string readable = settings.contact_prefix + ":" + settings.pair + ":" + hash;
  return readable.size() <= max_contact_number ? readable : hash;
}

std::string idempotency_key(const Settings& settings, std::string_view attempt_id) {
  std::string key = settings.account() + ":" + std::string(attempt_id);
  return key.size() <= max_idempotency_key ? key : sha256(key);
}

}  // namespace crosswalk::xero
