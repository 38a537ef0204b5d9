#include "app/summary.h"

#include <algorithm>

#include "base/json_tree.h"
#include "model/entry_text.h"
#include "model/stages.h"

namespace crosswalk::app {
namespace {

// What orders and refunds have sold and given back, which invoices and credit notes say as well.
Result<std::vector<Money>> mapped_money(store::Store& store, const std::string& pair) {
  std::vector<std::pair<Currency, MoneySum>> sums;
  auto walked =
      store.each_record(pair, [&](const store::RecordRow& row, const std::string& text) -> Result<void> {
        if (text.empty() || row.state != RecordState::booked) return {};
        const auto entries = read_entries(text);
        if (!entries) return entries.error();
        if (entries->informs() || is_ours(row.key.kind)) return {};  // its settlement books it
        auto found = std::find_if(sums.begin(), sums.end(),
                                  [&](const auto& sum) { return sum.first == entries->currency; });
        if (found == sums.end())
          found = sums.insert(sums.end(), {entries->currency, MoneySum(entries->currency)});
        for (const auto& entry : entries->entries)
          if (!entry.counter() && entry.state != UnitState::cancelled &&
              (entries->record.kind != RecordKind::settlement || !entry.refund.empty()))
            found->second.add(entry.amount.negated());
        return {};
      });
  if (!walked) return walked.error();
  std::vector<Money> money;
  for (const auto& [currency, sum] : sums) {
    const auto total = sum.total();
    if (!total) return total.error();
    money.push_back(*total);
  }
  return money;
}

std::string joined(const std::vector<Money>& money) {
  std::string text;
  for (const auto& amount : money) text += (text.empty() ? "" : ", ") + amount.text();
  return text.empty() ? "0.00" : text;
}

Json counts_json(const std::vector<store::StateCount>& counts) {
  Json json = Json::object();
  for (const auto& count : counts) json[count.name] = count.count;
  return json;
}

Json money_json(const std::vector<Money>& money) {
  Json json = Json::object();
  for (const auto& amount : money) json[std::string(amount.currency.code())] = amount.amount.text(2);
  return json;
}

// What a ledger has taken and not posted yet says so, behind the rest.
std::string counted(std::vector<store::StateCount> counts) {
  std::stable_partition(counts.begin(), counts.end(),
                        [](const store::StateCount& count) { return !is_before_posting(count.name); });
  std::string text;
  for (const auto& count : counts)
    text += (text.empty() ? "" : ", ") + std::to_string(count.count) + " " + count.name +
            (is_before_posting(count.name) ? " (not yet posted)" : "");
  return text.empty() ? "none" : text;
}

}  // namespace

Result<Summary> summarise(store::Store& store, const std::string& pair) {
  Summary summary;
  summary.pair = pair;
  auto counts = store.counts(pair);
  if (!counts) return counts.error();
  summary.counts = std::move(*counts);
  auto mapped = mapped_money(store, pair);
  if (!mapped) return mapped.error();
  summary.mapped = std::move(*mapped);
  const auto rules = store.published_rules(pair);
  if (!rules) return rules.error();
  if (rules->has_value()) summary.rules.push_back(**rules);
  return summary;
}

bool waits_for_person(const Summary& summary) {
  const auto any = [](const std::vector<store::StateCount>& counts,
                      std::initializer_list<std::string_view> names) {
    return std::any_of(counts.begin(), counts.end(), [&](const store::StateCount& count) {
      return count.count > 0 && std::find(names.begin(), names.end(), count.name) != names.end();
    });
  };
  return any(summary.counts.records, {"held", "dead"}) ||
         any(summary.counts.documents, {"rejected", "disputed"}) ||
         any(summary.counts.feedback, {"rejected", "disputed"});
}

Json summary_json(const Summary& summary) {
  Json json = {{"records", counts_json(summary.counts.records)},
               {"documents", counts_json(summary.counts.documents)},
               {"feedback", counts_json(summary.counts.feedback)},
               {"booked", money_json(summary.mapped)},
               {"posted", money_json(summary.counts.posted)},
               {"not_yet_posted", money_json(summary.counts.staged)},
               {"stuck", money_json(summary.counts.stuck)}};
  if (!summary.rules.empty())
    json["rule_set"] = {{"version", summary.rules.front().version},
                        {"published", summary.rules.front().published.text()},
                        {"by", summary.rules.front().by}};
  return json;
}

void print_summary(Session& session, const Summary& summary) {
  std::int64_t received = 0;
  for (const auto& count : summary.counts.records) received += count.count;
  session.out << "pair " << summary.pair;
  if (!summary.rules.empty()) session.out << ", rule set " << summary.rules.front().version;
  session.out << "\n";
  Table table({"", "", ""});
  table.add({"  records", std::to_string(received), counted(summary.counts.records)});
  table.add({"  ledger documents", "", counted(summary.counts.documents)});
  table.add({"  to the market", "", counted(summary.counts.feedback)});
  table.add({"  booked by the rules", joined(summary.mapped), ""});
  table.add({"  posted in the ledger", joined(summary.counts.posted), ""});
  if (!summary.counts.staged.empty())
    table.add({"  there, not yet posted", joined(summary.counts.staged), ""});
  table.add({"  stuck", joined(summary.counts.stuck), ""});
  table.print(session.out);
}

}  // namespace crosswalk::app
