#include "xero/draft_money.h"

#include <algorithm>

#include "xero/money_body.h"
#include "xero/standing.h"

namespace crosswalk::xero {
namespace {

class MoneyDrafter {
 public:
  MoneyDrafter(DocumentKind kind, const Entries& entries, const Settings& settings, Drafting& out)
      : kind_(kind), entries_(entries), settings_(settings), out_(out) {}

  // What nobody asks for any more.
  void leave(const StandingDocument& standing, bool ended) {
    if (ended && standing.effective != nullptr) return remove(standing);
    if (standing.effective == nullptr) withdraw(standing);
  }

  // `ended`: what it pays is ended and made again, and so is it.
  Result<void> write(const StandingDocument* standing, const WantedMoney& wanted, bool ended) {
    if (settings_.clearing_account.empty() && kind_ != DocumentKind::allocation)
      return fail(
          ErrorKind::config,
          wanted.key + " is to be paid from the clearing account, and books.clearing_account names none");
    const bool again = ended && standing != nullptr && standing->effective != nullptr;
    if (again) {
      withdraw(*standing);
      out_.documents.push_back(removal_of(*standing));
    } else if (standing != nullptr && standing->effective != nullptr) {
      withdraw(*standing);  // its deletion, where what it pays stays after all
      return {};
    }
    Document document;
    document.pair = entries_.record.pair;
    document.kind = kind_;
    document.key = wanted.key;
    document.step = standing == nullptr ? 1 : standing->last_step + (again ? 2 : 1);
    document.record = entries_.record;
    document.content = kind_ == DocumentKind::allocation
                           ? allocation_text(wanted.amount.amount, wanted.date)
                           : payment_text(settings_.clearing_account, wanted.amount.amount, wanted.date,
                                          wanted.key, entries_.rate_on(wanted.date));
    document.depends_on = wanted.depends_on;
    document.total = wanted.amount;
    document.date = wanted.date;
    if (!again && standing != nullptr && standing->waiting != nullptr) {
      // What was refused is sent again: whoever sent the record round has mended what was wrong.
      if (standing->waiting->state != DocumentState::rejected &&
          standing->waiting->content == document.content && standing->unsent.size() == 1)
        return {};
      withdraw(*standing);
    }
    out_.documents.push_back(std::move(document));
    return {};
  }

 private:
  void withdraw(const StandingDocument& standing) {
    out_.withdraw.insert(out_.withdraw.end(), standing.unsent.begin(), standing.unsent.end());
  }

  void remove(const StandingDocument& standing) {
    const bool under_way = standing.waiting != nullptr && standing.waiting->operation == Operation::remove &&
                           standing.waiting->state != DocumentState::rejected;
    if (under_way) return;
    withdraw(standing);
    out_.documents.push_back(removal_of(standing));
  }

  Document removal_of(const StandingDocument& standing) const {
    Document document;
    document.pair = entries_.record.pair;
    document.kind = kind_;
    document.key = standing.key;
    document.step = standing.last_step + 1;
    document.operation = Operation::remove;
    document.record = entries_.record;
    document.content = "{\"Status\":\"DELETED\"}";
    document.date = standing.effective->date;
    return document;
  }

  DocumentKind kind_;
  const Entries& entries_;
  const Settings& settings_;
  Drafting& out_;
};

}  // namespace

Result<void> draft_money(DocumentKind kind, const std::vector<WantedMoney>& wanted,
                         const std::vector<std::string>& ended, const Entries& entries, const Posted& posted,
                         const Settings& settings, Drafting& out) {
  const auto standing = standing_documents(posted, kind);
  if (!standing) return standing.error();
  MoneyDrafter drafter(kind, entries, settings, out);
  const bool only_new = grows(entries.record.kind);
  const auto is_ended = [&](const std::string& key) {
    return std::find(ended.begin(), ended.end(), key) != ended.end();
  };
  for (const StandingDocument& one : *standing) {
    const bool is_wanted = std::any_of(wanted.begin(), wanted.end(),
                                       [&](const WantedMoney& each) { return each.key == one.key; });
    if (!is_wanted && !only_new) drafter.leave(one, is_ended(one.key));
  }
  for (const WantedMoney& each : wanted) {
    const auto found = std::find_if(standing->begin(), standing->end(),
                                    [&](const StandingDocument& one) { return one.key == each.key; });
    if (auto written = drafter.write(found != standing->end() ? &*found : nullptr, each, is_ended(each.key));
        !written)
      return written;
  }
  return {};
}

}  // namespace crosswalk::xero
