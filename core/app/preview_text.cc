// The report as text.
#include <algorithm>
#include <map>
#include <sstream>

#include "app/preview_print.h"
#include "app/session.h"
#include "app/since.h"
#include "flow/settle_visit.h"

namespace crosswalk::app {
namespace {

constexpr std::size_t widest = 100;
constexpr std::size_t first_documents = 10;
constexpr std::size_t first_groups = 10;
constexpr std::size_t longest_word = 44;

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Whole characters, so that a name in UTF-8 stays one.
std::string shortened(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::size_t bytes = 0;
  for (std::size_t shown = 0; shown + 3 < width; ++shown) do
      ++bytes;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80);
  return std::string(text.substr(0, bytes)) + "...";
}

// Words after `indent` blanks, as many lines as they need.
void wrap(std::string& out, std::string_view text, std::size_t indent) {
  std::string line(indent, ' ');
  bool begun = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (begun && width_of(line) + 1 + width_of(word) > widest) {
      out += line + "\n";
      line.assign(indent, ' ');
      begun = false;
    }
    if (begun) line += ' ';
    line += word;
    begun = true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (begun) out += line + "\n";
}

std::string change_text(const flow::Change& change) {
  return change.what + " " + shortened(change.from, longest_word) + " -> " +
         shortened(change.to, longest_word);
}

std::string places_text(const flow::Change& change) {
  if (change.from_at.empty() && change.to_at.empty()) return "";
  const auto place = [](const std::string& at) { return at.empty() ? std::string("no rule") : at; };
  return place(change.from_at) + " -> " + place(change.to_at);
}

void write_turns(std::string& out, const flow::Preview& preview) {
  for (const flow::Turn turn : flow::all_turns) {
    const flow::TurnGroup all = total_of(preview, turn);
    if (all.records == 0) continue;
    std::string head(name_of(turn));
    head[0] = static_cast<char>(head[0] - 'a' + 'A');
    out += "\n";
    wrap(out, head + ": " + amount_text(all) + " " + meaning_of(all), 0);
    std::size_t shown = 0;
    std::int64_t left = 0;
    for (const auto& group : preview.turns) {
      if (group.turn != turn) continue;
      if (turn == flow::Turn::entering) break;  // it has no reason to tell
      if (shown == first_groups) {
        left += group.records;
        continue;
      }
      ++shown;
      std::string line = amount_text(group) + ": " + group.reason;
      if (!group.origin.empty()) line += " (" + group.origin + ")";
      wrap(out, line, 2);
      std::string examples;
      for (const auto& example : group.examples) examples += (examples.empty() ? "" : ", ") + example;
      if (group.records > static_cast<std::int64_t>(group.examples.size())) examples += ", ...";
      wrap(out, examples, 6);
    }
    if (left > 0) out += "  and " + flow::counted(left, "other record") + " for other reasons\n";
  }
}

void write_changes(std::string& out, const flow::Preview& preview) {
  if (preview.changes.empty()) return;
  out += "\nWhat differs, line by line\n";
  std::size_t shown = 0;
  for (const auto& total : preview.changes) {
    if (shown++ == first_groups) {
      out += "  and " +
             flow::counted(static_cast<std::int64_t>(preview.changes.size() - first_groups),
                           "other difference") +
             "\n";
      break;
    }
    std::string line = flow::counted(total.lines, total.currency.empty() ? "order" : "line");
    if (!total.currency.empty()) line += ", " + Money{total.amount, total.currency}.text();
    wrap(out, line + ": " + change_text(total.change), 2);
    wrap(out, places_text(total.change), 6);
  }
}

void write_settlements(std::string& out, const flow::Preview& preview) {
  for (const auto& settlement : preview.settlements) {
    out += "\n";
    std::string head = "Settlement " + settlement.id;
    if (settlement.rows > 0)
      head += ", " + settlement.payable.text() + " payable, " + flow::counted(settlement.rows, "row");
    wrap(out, head + ": " + std::string(name_of(settlement.after)), 0);
    if (settlement.rows == 0) {
      wrap(out, settlement.reason, 2);
      continue;
    }
    if (settlement.decided == 0) {
      wrap(out, rows_text(settlement.stands) + "; all of it stands as it was booked, whatever rules say now",
           2);
      continue;
    }
    if (!settlement.stood.empty()) wrap(out, "before: " + rows_text(settlement.stood), 2);
    wrap(out, "after: " + rows_text(settlement.stands), 2);
    if (settlement.after == RecordState::held && settlement.before != RecordState::held)
      wrap(out, settlement.reason + (settlement.origin.empty() ? "" : " (" + settlement.origin + ")"), 2);
    std::size_t shown = 0;
    for (const auto& group : settlement.groups) {
      if (shown++ == first_groups) {
        out += "    and " +
               flow::counted(static_cast<std::int64_t>(settlement.groups.size() - first_groups),
                             "smaller group") +
               "\n";
        break;
      }
      wrap(out, flow::rows_over(group.count, group.amount) + " " + words_text(group), 4);
    }
  }
}

void write_documents(std::string& out, const flow::Preview& preview, bool all) {
  if (preview.documents.empty()) return;
  const std::size_t count =
      all ? preview.documents.size() : std::min(first_documents, preview.documents.size());
  const auto total = static_cast<std::int64_t>(preview.documents.size());
  out += "\n" + flow::counted(total, "document") + (total == 1 ? " differs" : " differ") +
         (count < preview.documents.size() ? ", the first " + std::to_string(count) + " (--all shows all)"
                                           : "") +
         "\n";
  for (std::size_t i = 0; i < count; ++i) {
    const auto& document = preview.documents[i];
    out += "  " + document.number + "  " + document.date.text() + "  " +
           (document.status.empty() ? "not in the ledger yet" : document.status) +
           (document.locked ? "  in the locked period" : "") + "\n";
    for (const auto& line : document.lines) {
      const flow::Change& change = preview.changes[line.change].change;
      const std::string text = line.line.empty() ? change_text(change)
                                                 : "line " + shortened(line.line, longest_word) + ", " +
                                                       Money{line.amount, document.currency}.text() + ": " +
                                                       change_text(change);
      const std::string places = places_text(change);
      if (places.empty() || width_of(text) + width_of(places) + 7 <= widest) {
        wrap(out, places.empty() ? text : text + " (" + places + ")", 4);
      } else {
        wrap(out, text, 4);
        wrap(out, places, 8);
      }
    }
  }
}

}  // namespace

std::string lock_text(const flow::Preview& preview, Instant now) {
  if (!preview.lock) return "the ledger's lock date was never read; run `crosswalk check`";
  const std::string read = ", read " + ago(now - preview.lock->read);
  return (preview.lock->until ? "lock date " + preview.lock->until->text() : "no period is locked") + read;
}

std::string rows_text(const std::vector<store::SettlementCount>& counts) {
  std::string text;
  for (const auto& count : counts)
    text += (text.empty() ? "" : ", ") + std::string(store::name_of(count.state)) + " " +
            flow::counted(count.count) + " over " + count.amount.text();
  return text.empty() ? "no row" : text;
}

std::string words_text(const store::SettlementCount& group) {
  std::string text(store::name_of(group.state));
  const auto& words = group.words;
  if (!words.account.empty()) text += " to " + words.account;
  const std::string& at = words.account.empty() ? words.origin : words.account_at;
  if (!at.empty()) text += " (" + at + ")";
  std::string what;
  for (const std::string* word : {&words.transaction_type, &words.amount_type, &words.description})
    if (!word->empty()) what += (what.empty() ? ": " : ", ") + *word;
  text += what;
  if (!words.reason.empty()) text += "; " + words.reason;
  return text;
}

std::string meaning_of(const flow::TurnGroup& group) {
  std::string out = group.booked == group.records ? "leave the books"
                    : group.booked == 0           ? "stay out of the books"
                                                  : "leave the books or stay out of them";
  switch (group.turn) {
    case flow::Turn::held:
      return out + " because they would be held";
    case flow::Turn::dead:
      return out + " because they could not be processed";
    case flow::Turn::skipped:
      return out + " because they would be skipped";
    case flow::Turn::released:
      return "enter the books because they would no longer be held";
    case flow::Turn::entering:
      return "were not booked before";
  }
  return out;
}

std::string amount_text(const flow::TurnGroup& group) {
  std::string text = flow::counted_records(group.records - group.returns, group.returns, 0);
  for (const Money& money : group.money) text += ", " + money.text();
  if (group.locked > 0) text += " (" + flow::counted(group.locked) + " in the locked period)";
  return text;
}

flow::TurnGroup total_of(const flow::Preview& preview, flow::Turn turn) {
  flow::TurnGroup all;
  all.turn = turn;
  std::map<std::string, MoneySum> sums;
  for (const auto& group : preview.turns) {
    if (group.turn != turn) continue;
    all.records += group.records;
    all.returns += group.returns;
    all.booked += group.booked;
    all.locked += group.locked;
    for (const Money& money : group.money)
      sums.try_emplace(std::string(money.currency.code()), money.currency).first->second.add(money);
  }
  for (const auto& [code, sum] : sums)
    if (const auto total = sum.total()) all.money.push_back(*total);
  return all;
}

std::vector<Currency> beyond_limit(const flow::Preview& preview, const PreviewHead& head) {
  std::vector<Currency> beyond;
  if (!head.limit) return beyond;
  for (const Currency currency : preview.currencies())
    if (preview.largest_move(currency) > *head.limit) beyond.push_back(currency);
  return beyond;
}

std::string preview_tables(const std::vector<flow::MoneyTable>& tables) {
  std::ostringstream out;
  for (const auto& money : tables) {
    if (money.rows.empty()) continue;
    Table table({"By " + money.title() + " (" + std::string(money.currency.code()) + ")", "before", "after",
                 "difference"});
    const auto add = [&](const flow::MoneyRow& row, const std::string& place) {
      table.add({"  " + shortened(place, longest_word), row.before.text(2), row.after.text(2),
                 row.difference.text(2)});
    };
    for (const auto& row : money.rows) add(row, row.place.empty() ? "none" : row.place);
    add(money.total, "all, also what does not differ");
    table.print(out);
    out << "\n";
  }
  return out.str();
}

std::string preview_text(const flow::Preview& preview, const PreviewHead& head) {
  std::string out;
  wrap(out,
       "Pair " + head.pair + ": the rules on disk (" + preview.edited + ") against what was booked" +
           (preview.live.empty() ? ", nothing is published yet" : ", published is " + preview.live) +
           ". Nothing was sent.",
       0);
  wrap(out,
       flow::counted_records(preview) + " " + head.of + "; " + flow::counted(preview.changed) +
           " would change, " + flow::counted(preview.still_held) + " would stay held.",
       0);
  wrap(out, "Ledger: " + lock_text(preview, head.now) + ".", 0);
  if (preview.records == 0) {
    out += "There is nothing to look at; --since looks further back.\n";
    return out;
  }
  if (preview.changed > 0) out += "\n";
  const std::string tables = preview_tables(preview.tables);
  out += tables;
  if (tables.empty())
    out += "No account, tax type, tracking option or month changes by a cent.\n";
  else
    out.pop_back();  // the blank line; what follows brings its own
  write_turns(out, preview);
  write_settlements(out, preview);
  write_changes(out, preview);
  write_documents(out, preview, head.all);
  if (!preview.documents.empty())
    out += "\nWhat is booked stays as it is until it is corrected (crosswalk correct).\n";
  return out;
}

}  // namespace crosswalk::app
