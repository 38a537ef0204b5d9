#include "walmart/tally.h"

#include <bit>
#include <cstring>
#include <limits>
#include <string>

namespace crosswalk::walmart {
namespace {

__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): -Wpedantic accepts only this spelling

// Where a value stands. Arrays take the place of what they are listed under.
enum class Place : unsigned char {
  root,
  order_lines,
  line,
  line_quantity,
  charges,
  charge,
  charge_amount,
  tax,
  tax_amount,
  refund,
  refund_charges,
  refund_charge,
  refunded,
  refunded_amount,
  refunded_tax,
  refunded_tax_amount,
  elsewhere,
};

Place below(Place parent, std::string_view key) {
  switch (parent) {
    case Place::root:
      return key == "orderLines" ? Place::order_lines : Place::elsewhere;
    case Place::order_lines:
      return key == "orderLine" ? Place::line : Place::elsewhere;
    case Place::line:
      if (key == "charges") return Place::charges;
      if (key == "refund" || key == "refunds") return Place::refund;
      return key == "orderLineQuantity" ? Place::line_quantity : Place::elsewhere;
    case Place::charges:
      return key == "charge" ? Place::charge : Place::elsewhere;
    case Place::charge:
      if (key == "chargeAmount") return Place::charge_amount;
      return key == "tax" ? Place::tax : Place::elsewhere;
    case Place::tax:
      return key == "taxAmount" ? Place::tax_amount : Place::elsewhere;
    case Place::refund:
      if (key == "refund" || key == "refundLine" || key == "refundLines") return Place::refund;
      return key == "refundCharges" ? Place::refund_charges : Place::elsewhere;
    case Place::refund_charges:
      return key == "refundCharge" ? Place::refund_charge : Place::elsewhere;
    case Place::refund_charge:
      return key == "charge" ? Place::refunded : Place::elsewhere;
    case Place::refunded:
      if (key == "chargeAmount") return Place::refunded_amount;
      return key == "tax" ? Place::refunded_tax : Place::elsewhere;
    case Place::refunded_tax:
      return key == "taxAmount" ? Place::refunded_tax_amount : Place::elsewhere;
    default:
      return Place::elsewhere;
  }
}

// A JSON number in millionths; an exponent is allowed if the value stays exact.
bool millionths(std::string_view text, std::int64_t& out) {
  std::size_t at = 0;
  const bool negative = at < text.size() && text[at] == '-';
  if (negative) ++at;
  Wide value = 0;
  int scale = 6;
  bool any = false;
  bool fraction = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.') {
      if (fraction) return false;
      fraction = true;
      continue;
    }
    if (text[at] < '0' || text[at] > '9') break;
    value = value * 10 + (text[at] - '0');
    if (value > std::numeric_limits<std::int64_t>::max()) return false;
    any = true;
    if (fraction) --scale;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool down = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    int exponent = 0;
    if (at == text.size()) return false;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && exponent < 100; ++at)
      exponent = exponent * 10 + (text[at] - '0');
    scale += down ? -exponent : exponent;
  }
  if (!any || at != text.size()) return false;
  for (; scale > 0 && value != 0; --scale) {
    value *= 10;
    if (value > std::numeric_limits<std::int64_t>::max()) return false;
  }
  for (; scale < 0 && value != 0; ++scale) {
    if (value % 10 != 0) return false;
    value /= 10;
  }
  out = static_cast<std::int64_t>(negative ? -value : value);
  return true;
}

class Walk {
 public:
  Walk(std::string_view body, bool per_unit)
      : at_(body.data()), end_(body.data() + body.size()), per_unit_(per_unit) {}

  // False with `why` set: the bytes are not what they should be.
  bool run() {
    if (!value(Place::root, 0)) return false;
    blanks();
    return at_ == end_ || broken("something follows the order");
  }

  const char* why() const { return why_; }
  Wide charges() const { return charges_ + refund_; }
  Wide taxes() const { return taxes_ + refund_tax_; }
  int amounts() const { return amounts_ + refund_amounts_; }
  std::string_view currency() const { return currency_; }

 private:
  static constexpr int max_depth = 64;

  bool broken(const char* why) {
    if (why_ == nullptr) why_ = why;
    return false;
  }

  void blanks() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  // Over what is neither a quote nor a backslash, in words of eight bytes; what is left is the caller's.
  void skip_plain() {
    constexpr std::uint64_t each = 0x0101'0101'0101'0101;
    for (std::uint64_t word = 0; end_ - at_ >= 8; at_ += 8) {
      std::memcpy(&word, at_, sizeof word);
      const std::uint64_t quote = word ^ each * '"';
      const std::uint64_t backslash = word ^ each * '\\';
      // The lowest high bit that is set belongs to the first of them; those above it may be wrong.
      const std::uint64_t found =
          (((quote - each) & ~quote) | ((backslash - each) & ~backslash)) & each * 0x80;
      if (found == 0) continue;
      if constexpr (std::endian::native == std::endian::little) at_ += std::countr_zero(found) / 8;
      return;
    }
  }

  // At the opening quote; `out` is what stands between the quotes, escapes and all.
  bool string(std::string_view& out) {
    const char* begin = ++at_;
    for (skip_plain(); at_ != end_ && *at_ != '"'; skip_plain()) {
      if (*at_ == '\\' && ++at_ == end_) break;
      ++at_;
    }
    if (at_ == end_) return broken("a text does not end");
    out = std::string_view(begin, static_cast<std::size_t>(at_ - begin));
    ++at_;
    return true;
  }

  bool value(Place place, int depth) {
    blanks();
    if (at_ == end_) return broken("it ends too early");
    if (depth > max_depth) return broken("it is nested too deeply");
    if (*at_ == '{') return object(place, depth);
    if (*at_ == '[') return array(place, depth);
    std::string_view ignored;
    return *at_ == '"' ? string(ignored) : bare(ignored);
  }

  // A number, true, false or null.
  bool bare(std::string_view& out) {
    const char* begin = at_;
    while (at_ != end_ && *at_ > ' ' && *at_ != ',' && *at_ != ']' && *at_ != '}') ++at_;
    out = std::string_view(begin, static_cast<std::size_t>(at_ - begin));
    return !out.empty() || broken("a value is missing");
  }

  bool array(Place place, int depth) {
    ++at_;
    blanks();
    if (at_ != end_ && *at_ == ']') return ++at_, true;
    for (;;) {
      if (!value(place, depth + 1)) return false;
      blanks();
      if (at_ == end_) return broken("a list does not end");
      const char c = *at_++;
      if (c == ']') return true;
      if (c != ',') return broken("a comma is missing in a list");
    }
  }

  bool object(Place place, int depth) {
    const Wide charges_before = charges_;
    const Wide taxes_before = taxes_;
    const Wide refund_before = refund_;
    const Wide refund_tax_before = refund_tax_;
    const int refund_amounts_before = refund_amounts_;
    std::int64_t units = Decimal::one;
    if (place == Place::line) returned_ = false;
    ++at_;
    blanks();
    if (at_ != end_ && *at_ == '}') return ++at_, true;
    for (;;) {
      blanks();
      if (at_ == end_ || *at_ != '"') return broken("a field name is missing");
      std::string_view key;
      if (!string(key)) return false;
      blanks();
      if (at_ == end_ || *at_++ != ':') return broken("a colon is missing");
      if (place == Place::line && key == "orderLineQuantity") quantity_ = &units;
      if (!field(place, key, depth)) return false;
      if (place == Place::line) quantity_ = nullptr;
      blanks();
      if (at_ == end_) return broken("an object does not end");
      const char c = *at_++;
      if (c == '}') break;
      if (c != ',') return broken("a comma is missing in an object");
    }
    if (place == Place::line && per_unit_) {
      charges_ = charges_before + (charges_ - charges_before) * units / Decimal::one;
      taxes_ = taxes_before + (taxes_ - taxes_before) * units / Decimal::one;
    }
    // A refund takes from the seller, however its sign is written.
    if (place == Place::refund && refund_ > refund_before) {
      refund_ = refund_before - (refund_ - refund_before);
      refund_tax_ = refund_tax_before - (refund_tax_ - refund_tax_before);
    }
    // Of a line that came back, the return says the refund.
    if (place == Place::line && returned_) {
      refund_ = refund_before;
      refund_tax_ = refund_tax_before;
      refund_amounts_ = refund_amounts_before;
    }
    return true;
  }

  bool field(Place place, std::string_view key, int depth) {
    const bool of_tax = place == Place::tax_amount || place == Place::refunded_tax_amount;
    const bool of_refund = place == Place::refunded_amount || place == Place::refunded_tax_amount;
    const bool money = of_tax || of_refund || place == Place::charge_amount;
    if (place == Place::line && key == "returnOrderId") return return_order(depth);
    if (!money && place != Place::line_quantity) return value(below(place, key), depth + 1);
    blanks();
    if (at_ == end_) return broken("it ends too early");
    if (*at_ == '{' || *at_ == '[') return value(Place::elsewhere, depth + 1);
    std::string_view text;
    if (*at_ == '"' ? !string(text) : !bare(text)) return false;
    if (key == "currency" && money) return same_currency(text);
    if (key != "amount") return true;
    std::int64_t number = 0;
    if (!millionths(text, number)) return broken("an amount is not an exact number");
    if (place == Place::line_quantity) {
      if (quantity_ != nullptr) *quantity_ = number;
      return true;
    }
    if (of_refund)
      (of_tax ? refund_tax_ : refund_) += number;
    else
      (of_tax ? taxes_ : charges_) += number;
    ++(of_refund ? refund_amounts_ : amounts_);
    return true;
  }

  // Any return but null and "".
  bool return_order(int depth) {
    blanks();
    const char* begin = at_;
    if (!value(Place::elsewhere, depth + 1)) return false;
    const std::string_view said(begin, static_cast<std::size_t>(at_ - begin));
    returned_ = said != "null" && said != "\"\"";
    return true;
  }

  bool same_currency(std::string_view code) {
    if (currency_.empty()) currency_ = code;
    return currency_ == code || broken("currencies are mixed");
  }

  const char* at_;
  const char* end_;
  bool per_unit_;
  const char* why_ = nullptr;
  Wide charges_ = 0;
  Wide taxes_ = 0;
  int amounts_ = 0;
  Wide refund_ = 0;
  Wide refund_tax_ = 0;
  int refund_amounts_ = 0;
  bool returned_ = false;  // the line that is being read
  std::string_view currency_;
  std::int64_t* quantity_ = nullptr;  // of the line whose orderLineQuantity is being read
};

bool fits(Wide units) {
  return units <= std::numeric_limits<std::int64_t>::max() &&
         units >= -Wide{std::numeric_limits<std::int64_t>::max()};
}

}  // namespace

Result<Tally> tally_order(std::string_view body, bool per_unit, Currency usual) {
  Walk walk(body, per_unit);
  if (!walk.run())
    return fail(ErrorKind::invalid, std::string("the order cannot be added up: ") +
                                        (walk.why() == nullptr ? "it is broken" : walk.why()));
  if (!fits(walk.charges()) || !fits(walk.taxes()))
    return fail(ErrorKind::invalid, "the order cannot be added up: its sum is too large");
  if (!walk.currency().empty()) {
    const auto currency = Currency::parse(walk.currency());
    if (!currency) return currency.error();
    usual = *currency;
  }
  return Tally{{Decimal::from_units(static_cast<std::int64_t>(walk.charges())), usual},
               {Decimal::from_units(static_cast<std::int64_t>(walk.taxes())), usual},
               walk.amounts()};
}

}  // namespace crosswalk::walmart
