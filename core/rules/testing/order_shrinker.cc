#include "rules/testing/order_shrinker.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/decimal.h"

namespace crosswalk::rules {
namespace {

class Shrinker {
 public:
  Shrinker(OrderSketch order, const std::function<bool(const OrderSketch&)>& fails,
           const ShrinkLimits& limits)
      : order_(std::move(order)), fails_(fails), left_(limits.most), sku_(limits.plain_sku) {}

  OrderSketch run() {
    bool smaller = true;
    while (smaller && left_ > 0) {
      smaller = drop_lines();
      smaller = drop_fields(order_.record) || smaller;
      for (std::size_t i = 0; i < order_.lines.size(); ++i) smaller = drop_fields(order_.lines[i]) || smaller;
      for (std::size_t i = 0; i < order_.lines.size(); ++i)
        smaller = plain_amount(order_.lines[i]) || smaller;
    }
    return std::move(order_);
  }

 private:
  // The order as it stands now still fails.
  bool still() {
    if (left_ <= 0) return false;
    --left_;
    return fails_(order_);
  }

  bool drop_lines() {
    bool smaller = false;
    for (std::size_t count = order_.lines.size() / 2; count > 0; count /= 2)
      for (std::size_t from = 0; from + count <= order_.lines.size() && order_.lines.size() > count;) {
        auto before = order_.lines;
        const auto first = order_.lines.begin() + static_cast<std::ptrdiff_t>(from);
        order_.lines.erase(first, first + static_cast<std::ptrdiff_t>(count));
        if (still()) {
          smaller = true;
        } else {
          order_.lines = std::move(before);
          from += count;
        }
      }
    return smaller;
  }

  // What is left out has its sensible value.
  bool drop_fields(OrderSketch::Fields& fields) {
    bool smaller = false;
    for (std::size_t i = 0; i < fields.size();) {
      auto field = fields[i];
      if (field.first == "sku" && !sku_.empty()) {
        smaller = plain_sku(fields[i].second) || smaller;
        ++i;
        continue;
      }
      const auto place = fields.begin() + static_cast<std::ptrdiff_t>(i);
      fields.erase(place);
      if (still()) {
        smaller = true;
      } else {
        fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(i), std::move(field));
        ++i;
      }
    }
    return smaller;
  }

  bool plain_sku(Literal& sku) {
    if (sku.text == sku_) return false;
    std::string before = std::exchange(sku.text, sku_);
    if (still()) return true;
    sku.text = std::move(before);
    return false;
  }

  // Nearer to zero, in whole numbers if possible. What lies between the amount that fails and the one that
  // does not is halved again and again.
  bool plain_amount(OrderSketch::Fields& line) {
    const Literal* amount = field_of(line, "amount");
    const auto now = amount != nullptr ? Decimal::parse(amount->text) : Result<Decimal>(Decimal());
    if (!now || now->is_zero()) return false;
    const std::int64_t before = now->units();
    std::int64_t failing = before;
    std::int64_t passing = 0;
    if (fails_with(line, 0)) failing = 0;
    for (const std::int64_t grain : {Decimal::one, Decimal::one / 100}) {
      passing = passing / grain * grain;
      while (failing != 0 && left_ > 0) {
        const std::int64_t middle = (passing + (failing - passing) / 2) / grain * grain;
        if (middle == passing || middle == failing) break;
        (fails_with(line, middle) ? failing : passing) = middle;
      }
    }
    set_amount(line, failing);
    if (failing == before) set_field(line, "amount", {Literal::Kind::text, now->text(2)});
    return failing != before;
  }

  static void set_amount(OrderSketch::Fields& line, std::int64_t units) {
    const Decimal amount = Decimal::from_units(units);
    const bool whole = units % Decimal::one == 0;
    set_field(line, "amount",
              {whole ? Literal::Kind::number : Literal::Kind::text, amount.text(whole ? 0 : 2)});
  }
  bool fails_with(OrderSketch::Fields& line, std::int64_t units) {
    set_amount(line, units);
    return still();
  }

  OrderSketch order_;
  const std::function<bool(const OrderSketch&)>& fails_;
  int left_;
  const std::string& sku_;
};

}  // namespace

OrderSketch shrunk(OrderSketch order, const std::function<bool(const OrderSketch&)>& fails,
                   const ShrinkLimits& limits) {
  return Shrinker(std::move(order), fails, limits).run();
}

}  // namespace crosswalk::rules
