#include "flow/hledger_journal.h"

#include <map>
#include <string_view>
#include <vector>

namespace crosswalk::flow {
namespace {

// A text of others where a journal has markup: a semicolon begins a comment, a comma ends a tag, brackets
// are a date, a bar and a closing bracket end payee and code, a colon makes a sub-account, and two blanks end
// an account's name.
std::string plain(std::string_view text, std::string_view markup) {
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
    const char safe = blank ? ' ' : markup.find(c) != std::string_view::npos ? '_' : c;
    if (safe == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += safe;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string account_name(std::string_view account) {
  const std::string name = plain(account, ";:[]()\"*!");
  return name.empty() ? "unnamed" : name;
}

void tag(std::string& comment, std::string_view name, std::string_view value) {
  const std::string text = plain(value, ",;[]");
  if (text.empty()) return;
  comment.append(comment.empty() ? "  ; " : ", ").append(name).append(":").append(text);
}

std::string tags_of(const JournalPosting& posting, const Entries& entries) {
  const Entry& entry = *posting.entry;
  std::string comment;
  if (!entry.counter()) tag(comment, "line", entry.line_key);
  if (entries.record.kind != RecordKind::order) tag(comment, "order", posting.order);
  tag(comment, "refund", entry.refund);
  if (entry.counter()) return comment;
  tag(comment, "class", name_of(entry.line_class));
  if (entry.derived())
    tag(comment, "derived",
        entry.role == EntryRole::moved     ? "moved"
        : entry.role == EntryRole::accrued ? "accrued"
                                           : "mirror");
  tag(comment, "sku", entry.sku);
  tag(comment, "tax", entry.answers.tax.value);
  tag(comment, "item", entry.answers.item.value);
  for (const auto& answer : entry.answers.tracking)
    tag(comment, "tracking", answer.category + " " + answer.option);
  tag(comment, "account_rule", entry.answers.account.origin.text());
  tag(comment, "tax_rule", entry.answers.tax.origin.text());
  tag(comment, "rule_set", entry.version);
  tag(comment, "text", entry.description);
  return comment;
}

}  // namespace

void HledgerJournal::add(const Entries& entries, std::span<const JournalPosting> postings, std::string& out) {
  std::map<Date, std::vector<const JournalPosting*>> days;
  for (const JournalPosting& posting : postings) {
    days[posting.entry->date].push_back(&posting);
    const std::string account = account_name(posting.account);
    if (declared_.insert(account).second) out.append("account ").append(account).append("\n");
    const std::string commodity(posting.entry->amount.currency.code());
    if (declared_.insert("commodity " + commodity).second)
      out.append("commodity 1000.00 ").append(commodity).append("\n");
  }
  for (const auto& [date, on_day] : days) {
    out.append("\n").append(date.text()).append(" (").append(plain(entries.record.id, "();[]"));
    out.append(") ").append(name_of(entries.record.kind)).append(" ");
    out.append(plain(entries.record.id, ";|[]"));
    std::string comment;
    tag(comment, "pair", entries.record.pair);
    tag(comment, "revision", std::to_string(entries.revision));
    out.append(comment).append("\n");
    for (const JournalPosting* posting : on_day) {
      const Money& amount = posting->entry->amount;
      out.append("    ").append(account_name(posting->account)).append("  ");
      out.append(amount.amount.text(2)).append(" ").append(amount.currency.code());
      out.append(tags_of(*posting, entries)).append("\n");
    }
  }
}

}  // namespace crosswalk::flow
