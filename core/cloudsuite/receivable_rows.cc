#include "cloudsuite/receivable_rows.h"

#include <map>
#include <tuple>

namespace crosswalk::cloudsuite {
namespace {

// The other side of `row`: on the receivable account, as a counter-entry would stand there (rows.h).
GlRow receivable_side(GlRow row, const Settings& settings, Decimal amount) {
  row.line = counter_line;
  row.amount = amount;
  row.fields.erase(std::string(customer_field));
  for (const auto& each : settings.dimensions)
    row.fields.erase("FinanceDimension" + std::to_string(each.second));
  row.fields["AccountCode"] = settings.receivable_account;
  row.fields["Description"] = "Walmart receivable";
  return row;
}

Result<Decimal> sum_of(const std::vector<GlRow>& rows) {
  Decimal sum;
  for (const GlRow& row : rows) {
    const auto more = add(sum, row.amount);
    if (!more) return more.error();
    sum = *more;
  }
  return sum;
}

}  // namespace

Result<std::vector<GlRow>> added_up(const std::vector<std::vector<GlRow>>& lists) {
  std::vector<GlRow> rows;
  std::map<std::string, std::size_t> at;
  for (const std::vector<GlRow>& list : lists)
    for (const GlRow& row : list) {
      const auto [found, fresh] = at.try_emplace(identity_of(row), rows.size());
      if (fresh) {
        rows.push_back(row);
        continue;
      }
      const auto sum = add(rows[found->second].amount, row.amount);
      if (!sum) return sum.error();
      rows[found->second].amount = *sum;
    }
  std::erase_if(rows, [](const GlRow& row) { return row.amount.is_zero(); });
  return rows;
}

Result<SplitRows> split_rows(const std::vector<GlRow>& rows, const Settings& settings) {
  SplitRows split;
  std::map<std::tuple<bool, std::string, std::string, std::string>, std::vector<GlRow>> groups;
  for (const GlRow& row : rows) {
    if (is_counter(row))
      split.ledger.push_back(row);
    else
      groups[{row.refund, field(row.fields, "PostingDate"), field(row.fields, "DocumentNumber"),
              field(row.fields, customer_field)}]
          .push_back(row);
  }
  std::vector<GlRow> moved;
  for (auto& group : groups) {
    std::vector<GlRow>& own = group.second;
    const auto sum = sum_of(own);
    if (!sum) return sum.error();
    // Amounts that only change their account are nobody's debt.
    if (sum->is_zero()) {
      moved.insert(moved.end(), own.begin(), own.end());
      continue;
    }
    moved.push_back(receivable_side(own.front(), settings, *sum));
    own.push_back(receivable_side(own.front(), settings, sum->negated()));
    split.receivable.push_back(std::move(own));
  }
  auto ledger = added_up({moved, split.ledger});
  if (!ledger) return ledger.error();
  split.ledger = std::move(*ledger);
  return split;
}

}  // namespace crosswalk::cloudsuite
