#include "flow/statement.h"

#include "flow/line_list.h"

namespace crosswalk::flow {

namespace {

// A period where only one is known (walmart.md §4.6: most accounts are settled every two weeks).
constexpr std::int32_t usual_period = 14;

// True: no period has closed since the newest settlement's, as far as the calendar tells.
bool is_of_newest(const Sums& sums, std::span<const SettlementNote> settlements) {
  const std::int32_t newest = settlements.front().to.days();
  const std::int32_t period = settlements.size() > 1 ? newest - settlements[1].to.days() : usual_period;
  return sums.to.days() > newest && sums.to.days() <= newest + period;
}

// How the statement goes with the settlement that closed last: a sentence, and whether it is a doubt.
StatementView tie_of(const Sums& sums, std::span<const SettlementNote> settlements) {
  if (settlements.empty() || sums.opening.amount.is_zero() || !is_of_newest(sums, settlements)) return {};
  const SettlementNote& settlement = settlements.front();
  const std::string owed = "the payable " + settlement.payable.text() + " of settlement " + settlement.id;
  if (sums.opening == settlement.payable) return {false, "; it opens with " + owed, ""};
  if (sums.paid == settlement.payable) return {false, "; it paid " + owed, ""};
  return {true, ": it neither opens with nor paid " + owed + "; compare it in Seller Center, then replay it",
          ""};
}

}  // namespace

StatementView view_statement(const Source& source, const Record& record,
                             std::span<const SettlementNote> settlements) {
  LineList list;
  if (auto read = source.lines(record, list); !read) return {true, read.error().message, read.error().where};
  const Sums& sums = list.facts().sums;
  std::string text = "opening balance " + sums.opening.text() + ", paid " + sums.paid.text() +
                     ", closing balance " + sums.closing.text();
  if (!sums.difference.amount.is_zero())
    return {true,
            text + ": the closing balance differs by " + sums.difference.text() +
                " from what leads to it; compare it in Seller Center, then replay it",
            ""};
  if (!sums.doubt.empty())
    return {true,
            text + ": \"" + std::string(sums.doubt) +
                "\" is not the sum of its parts; compare it in Seller Center, then replay it",
            ""};
  StatementView tie = tie_of(sums, settlements);
  return {tie.doubtful, text + tie.text, ""};
}

}  // namespace crosswalk::flow
