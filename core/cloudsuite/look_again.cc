#include "cloudsuite/look_again.h"

#include <algorithm>

#include "cloudsuite/gl_row.h"
#include "model/stages.h"

namespace crosswalk::cloudsuite {
namespace {

// What the dialect would send of them says what the ledger must show.
Result<Attempt> as_one_attempt(const Dialect& dialect, std::span<const Standing> standing) {
  Attempt attempt;
  attempt.id = "look again";
  for (const Standing& one : standing) attempt.members.push_back(one.document);
  auto request = dialect.freeze(attempt.id, attempt.members);
  if (!request) return request.error();
  attempt.request = std::move(*request);
  return attempt;
}

crosswalk::Places places_in(const std::map<std::string, Decimal>& accounts) {
  crosswalk::Places places;
  for (const auto& [account, amount] : accounts)
    if (!amount.is_zero()) places.push_back({account, "", {}, amount});
  return places;
}

class Again {
 public:
  Again(const Settings& settings, const Dialect& dialect, std::span<const Standing> standing,
        JournalMemory& memory, Connection& connection, const Stop& stop)
      : settings_(settings),
        dialect_(dialect),
        standing_(standing),
        memory_(memory),
        connection_(connection),
        stop_(stop) {}

  Result<std::vector<std::optional<LedgerChange>>> run(bool closely) {
    std::vector<std::optional<LedgerChange>> told(standing_.size());
    const auto attempt = as_one_attempt(dialect_, standing_);
    if (!attempt) return attempt.error();
    auto sent = dialect_.sent_by(*attempt);
    if (!sent) return sent.error();
    sent_ = std::move(*sent);
    const Places places = dialect_.places();
    if (!closely && nothing_moved(places)) return told;
    const auto found = look_up_standing(settings_, places, *attempt, sent_, connection_, stop_);
    if (!found) return found.error();
    for (std::size_t i = 0; i < standing_.size(); ++i) told[i] = judge(standing_[i], *found);
    remember(*found);
    return told;
  }

 private:
  std::string day(const std::string& date) const {
    return std::string(name_of(standing_.front().document.kind)) + "/" + date;
  }

  std::set<std::string> dates() const {
    std::set<std::string> dates;
    for (const auto& [mark, document] : sent_.documents)
      dates.insert(document.dates.begin(), document.dates.end());
    return dates;
  }

  bool nothing_moved(const Places& places) const {
    for (const std::string& date : dates()) {
      const auto seen = memory_.of(day(date));
      if (!seen) return false;
      const bool all = std::all_of(sent_.documents.begin(), sent_.documents.end(), [&](const auto& one) {
        return !one.second.dates.contains(date) || seen->marks.contains(one.first);
      });
      if (!all) return false;
      const auto now = journals_of_day(settings_, places, date, connection_, stop_);
      if (!now) return false;
      for (const auto& [number, stage] : seen->journals) {
        const auto found = now->find(number);
        if (found == now->end() || found->second != stage) return false;
      }
    }
    return true;
  }

  // Only what journals tell for certain lets the next look be a cheap one.
  void remember(const Findings& found) {
    for (const std::string& date : dates()) {
      JournalMemory::Day seen;
      bool sure = found.journals_told;
      for (const auto& [mark, document] : sent_.documents) {
        if (!document.dates.contains(date)) continue;
        const auto lies = found.journalised.find(mark);
        if (lies == found.journalised.end() || lies->second.journals.empty() ||
            lies->second.rows != document.postings)
          continue;  // looked at closely the next time as well
        seen.marks.insert(mark);
        for (const std::string& number : lies->second.journals) {
          const auto stage = found.journals.find(number);
          if (stage == found.journals.end() || stage->second == JournalStage::unknown)
            sure = false;
          else
            seen.journals.insert(*stage);
        }
      }
      if (sure)
        memory_.keep(day(date), std::move(seen));
      else
        memory_.forget(day(date));
    }
  }

  std::optional<LedgerChange> judge(const Standing& one, const Findings& found) const {
    if (!one.receipt) return std::nullopt;
    const std::string mark = mark_of(one.document);
    const SentDocument& sent = sent_.of(one.document);
    LedgerChange told;
    told.outside_id = one.receipt->outside_id;
    told.staged = true;
    const Found* held = found.held(mark);
    const bool was_listed = one.receipt->status != stages_before_posting.front();
    if (held == nullptr) {
      // It was never in a journal that we know of; or it is owed, and the books follow.
      if (!was_listed || found.standing.contains(mark) || !found.journals_told) return std::nullopt;
      told.gone = true;
      told.status = "deleted";
      return told;
    }
    if (held->rows < sent.postings && !was_listed) return std::nullopt;  // they are being journalised
    const bool nothing_left = !held->accounts.empty() && held->rows > sent.postings &&
                              std::all_of(held->accounts.begin(), held->accounts.end(),
                                          [](const auto& account) { return account.second.is_zero(); });
    if (nothing_left) {
      told.gone = true;
      told.status = "reversed";
      return told;
    }
    told.status = std::string(name_of(found.stage(mark)));
    if (!found.journals_told && is_before_posting(told.status)) return std::nullopt;
    if (one.document.total) {
      const bool owed = !sent.number.empty();
      told.total = held->is_all_of(sent) ? one.document.total->amount
                   : owed                ? held->net.negated()
                                         : held->debits;
      told.currency = std::string(one.document.total->currency.code());
    }
    if (!held->accounts.empty()) told.places = places_in(held->accounts);
    return told;
  }

  const Settings& settings_;
  const Dialect& dialect_;
  std::span<const Standing> standing_;
  JournalMemory& memory_;
  Connection& connection_;
  const Stop& stop_;
  Sent sent_;
};

}  // namespace

std::optional<JournalMemory::Day> JournalMemory::of(const std::string& day) const {
  const std::lock_guard lock(mutex_);
  const auto found = days_.find(day);
  if (found == days_.end()) return std::nullopt;
  return found->second;
}

void JournalMemory::keep(const std::string& day, Day seen) {
  const std::lock_guard lock(mutex_);
  days_.insert_or_assign(day, std::move(seen));
}

void JournalMemory::forget(const std::string& day) {
  const std::lock_guard lock(mutex_);
  days_.erase(day);
}

Result<std::vector<std::optional<LedgerChange>>> look_again(const Settings& settings, const Dialect& dialect,
                                                            std::span<const Standing> standing, bool closely,
                                                            JournalMemory& memory, Connection& connection,
                                                            const Stop& stop) {
  if (standing.empty()) return std::vector<std::optional<LedgerChange>>{};
  return Again(settings, dialect, standing, memory, connection, stop).run(closely);
}

std::optional<crosswalk::Places> places_of(const std::string& content) {
  const auto rows = rows_in(content, "a document");
  if (!rows) return std::nullopt;
  std::map<std::string, Decimal> accounts;
  for (const GlRow& row : *rows) {
    Decimal& sum = accounts[field(row.fields, "AccountCode")];
    const auto more = add(sum, row.amount);
    if (!more) return std::nullopt;
    sum = *more;
  }
  return places_in(accounts);
}

}  // namespace crosswalk::cloudsuite
