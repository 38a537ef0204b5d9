#include "walmart/return_tally.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/json_tree.h"

namespace crosswalk::walmart {
namespace {

Error unfit(const std::string& why) {
  return fail(ErrorKind::invalid, "the return cannot be added up: " + why);
}

// A list's elements, or the one that stands for a list.
std::vector<const Json*> elements(const Json& object, const char* key) {
  std::vector<const Json*> found;
  const auto at = object.is_object() ? object.find(key) : object.end();
  if (at == object.end() || at->is_null()) return found;
  if (!at->is_array()) return {&*at};
  for (const auto& element : *at) found.push_back(&element);
  return found;
}

const Json* member(const Json& object, const char* key) {
  const auto at = object.is_object() ? object.find(key) : object.end();
  return at == object.end() || at->is_null() ? nullptr : &*at;
}

bool is_true(const Json& object, const char* key) {
  const Json* flag = member(object, key);
  return flag != nullptr && (*flag == true || *flag == "true");
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

class Adding {
 public:
  explicit Adding(Currency usual) : usual_(usual) {}

  Result<Tally> run(const Json& root) {
    for (const Json* line : elements(root, "returnOrderLines"))
      if (auto done = add_line(*line); !done) return done.error();
    const Currency currency = currency_.empty() ? usual_ : currency_;
    return Tally{{charges_, currency}, {taxes_, currency}, amounts_};
  }

 private:
  // Millionths of units, from a number or from an object around one.
  static Result<Decimal> count(const Json& object, const char* key) {
    const Json* value = member(object, key);
    if (value == nullptr) return fail(ErrorKind::not_found, "");
    if (!value->is_object()) return decimal_in(object, key);
    return member(*value, "measurementValue") != nullptr ? decimal_in(*value, "measurementValue")
                                                         : decimal_in(*value, "amount");
  }

  static Result<Decimal> refunded(const Json& line) {
    const auto quantity = count(line, "quantity");
    if (!quantity) return unfit("a line has no quantity");
    const auto tracks = elements(line, "currentTrackingStatuses");
    if (tracks.empty()) return refunded_at_once(line, *quantity);
    Decimal sum;
    for (const Json* track : tracks) {
      if (text_in(*track, "currentRefundStatus") != "REFUND_COMPLETED") continue;
      const auto units = count(*track, "quantity");
      if (!units && tracks.size() > 1) return unfit("a tracking status has no quantity");
      const auto more = add(sum, units ? *units : *quantity);
      if (!more) return more.error();
      sum = *more;
    }
    return sum;
  }

  static Result<Decimal> refunded_at_once(const Json& line, Decimal quantity) {
    bool told = false;
    for (const Json* event : elements(line, "returnTrackingDetail"))
      told = told || text_in(*event, "eventTag").starts_with("REFUND_I");
    const std::string status = text_in(line, "currentRefundStatus");
    if (status == "NOT_REFUNDED" && !told) return Decimal();
    if (member(line, "refundedQty") != nullptr) return count(line, "refundedQty");
    return status == "REFUND_COMPLETED" ? quantity : Decimal();
  }

  Result<void> add_line(const Json& line) {
    const auto units = refunded(line);
    if (!units) return units.error();
    if (units->is_zero()) return {};
    for (const Json* charge : elements(line, "charges"))
      if (auto done = add_charge(*charge, *units); !done) return done;
    return {};
  }

  Result<void> add_charge(const Json& charge, Decimal units) {
    const Json* per_unit = member(charge, "chargePerUnit");
    if (per_unit == nullptr) return unfit("a charge has no amount");
    const auto amount = money(*per_unit);
    if (!amount) return amount.error();
    const bool kept = text_in(charge, "chargeCategory") == "FEE" &&
                      lower(text_in(charge, "chargeName")).find("restock") != std::string::npos;
    const bool to_seller = kept || amount->is_negative() || is_true(charge, "isDiscount");
    if (auto done = add_to(charges_, *amount, units, to_seller); !done) return done;
    for (const Json* tax : elements(charge, "tax")) {
      const Json* tax_per_unit = member(*tax, "taxPerUnit");
      if (tax_per_unit == nullptr) continue;
      const auto taxed = money(*tax_per_unit);
      if (!taxed) return taxed.error();
      if (auto done = add_to(taxes_, *taxed, units, to_seller); !done) return done;
    }
    return {};
  }

  Result<Decimal> money(const Json& object) {
    const bool usual_names = member(object, "currencyAmount") != nullptr;
    auto amount = decimal_in(object, usual_names ? "currencyAmount" : "amount");
    if (!amount) return unfit("an amount is not an exact number");
    std::string code = text_in(object, "currencyUnit");
    if (code.empty()) code = text_in(object, "currency");
    const auto currency = Currency::parse(code);
    if (!currency) return unfit("an amount has no currency");
    if (!currency_.empty() && !(currency_ == *currency)) return unfit("currencies are mixed");
    currency_ = *currency;
    return amount;
  }

  Result<void> add_to(Decimal& sum, Decimal amount, Decimal units, bool to_seller) {
    const auto product = multiply(amount.magnitude(), units);
    if (!product) return unfit("its sum is too large");
    const auto more = to_seller ? add(sum, *product) : subtract(sum, *product);
    if (!more) return unfit("its sum is too large");
    sum = *more;
    ++amounts_;
    return {};
  }

  Currency usual_;
  Currency currency_;
  Decimal charges_;
  Decimal taxes_;
  int amounts_ = 0;
};

}  // namespace

Result<Tally> tally_return(std::string_view body, Currency usual) {
  const auto root = parse_json(body, "the return");
  if (!root) return unfit(root.error().message);
  if (!root->is_object()) return unfit("it is no object");
  return Adding(usual).run(*root);
}

}  // namespace crosswalk::walmart
