#include "xero/check_listed.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/limits.h"
#include "wire/percent.h"
#include "xero/dates.h"
#include "xero/errors.h"
#include "xero/found_catalogue.h"
#include "xero/found_invoice.h"
#include "xero/found_money.h"
#include "xero/history.h"
#include "xero/kinds.h"
#include "xero/look_again.h"
#include "xero/pages.h"
#include "xero/receipt.h"
#include "xero/reply.h"

namespace crosswalk::xero {
namespace {

// How far Xero's clock and that of this machine may be apart.
constexpr Millis clocks_apart{120'000};

// One look-up of all members of an attempt.
class LookUp {
 public:
  LookUp(const Attempt& attempt, const std::vector<Json>& sent, LookedFor looked_for, Connection& connection,
         Clock& clock, const Stop& stop)
      : attempt_(attempt),
        sent_(sent),
        looked_for_(looked_for),
        connection_(connection),
        clock_(clock),
        stop_(stop) {}

  Outcomes run() {
    auto outcomes = look();
    return outcomes ? std::move(*outcomes)
                    : same_for_all(attempt_, Outcome::Kind::unknown,
                                   "the look-up failed: " + outcomes.error().text());
  }

 private:
  Result<Outcomes> look() {
    const Document& first = attempt_.members.front();
    switch (first.kind) {
      case DocumentKind::credit_note:
        return first.operation == Operation::create ? credit_notes() : changed_notes();
      case DocumentKind::allocation:
        return allocation();
      case DocumentKind::payment:
      case DocumentKind::refund:
        return first.operation == Operation::remove ? deleted_payment() : payments();
      case DocumentKind::note:
        return note();
      case DocumentKind::journal:
        if (first.operation != Operation::create) return ended_journals();
        return by_date();
      case DocumentKind::item:
        return items();
      case DocumentKind::tracking_option:
        return option();
      case DocumentKind::bank_transaction:
      case DocumentKind::bank_transfer:
        return by_date();
      default:
        return fail(ErrorKind::internal, "a " + std::string(name_of(first.kind)) + " is not looked up here");
    }
  }

  Result<void> read(const std::string& list, const std::string& filter, bool paged) {
    return read_pages(
        connection_, list, filter, paged, [this](const Json& element) { found_.push_back(element); }, stop_);
  }

  // Several conditions, of which one must hold, a group an address.
  Result<void> read_any(const std::string& list, const std::vector<std::string>& conditions,
                        const std::string& more = {}) {
    for (const std::string& group : joined_for_address(conditions, "%20OR%20"))
      if (auto done = read(list, "where=" + group + more, true); !done) return done;
    return {};
  }

  Outcomes judged() const {
    Outcomes outcomes;
    for (std::size_t i = 0; i < attempt_.members.size(); ++i)
      outcomes.push_back(judge_money(attempt_.members[i], sent_[i], found_, clock_.now()));
    return outcomes;
  }

  Result<Outcomes> credit_notes() {
    std::vector<std::string> conditions;
    for (const Document& document : attempt_.members)
      conditions.push_back("CreditNoteNumber==\"" + document.key + "\"");
    if (auto done = read_any("CreditNotes", conditions, "&unitdp=4"); !done) return done.error();
    Outcomes outcomes;
    for (std::size_t i = 0; i < attempt_.members.size(); ++i) {
      Json same = Json::array();
      for (const Json& one : found_)
        if (same_ignoring_case(member_text(one, "CreditNoteNumber"), attempt_.members[i].key))
          same.push_back(one);
      outcomes.push_back(judge_created(attempt_.members[i], sent_[i], same, clock_.now()));
    }
    return outcomes;
  }

  // Payments of invoices by the invoice. How a filter names a credit note is not known: its payments are read
  // by their type and day.
  Result<Outcomes> payments() {
    if (attempt_.members.front().kind == DocumentKind::refund)
      return between_dates("Payments", "PaymentType==\"ARCREDITPAYMENT\"");
    std::vector<std::string> conditions;
    for (const Json& element : sent_)
      conditions.push_back("Invoice.InvoiceID==guid(\"" + paid_id(element) + "\")");
    if (auto done = read_any("Payments", conditions); !done) return done.error();
    return judged();
  }

  Result<Outcomes> by_date() {
    const KindWords& words = *words_of(attempt_.members.front().kind);
    const std::string list(words.list);
    auto outcomes = between_dates(list, {});
    // Transfers cannot be edited, and their list is not paged.
    const bool editable = words.kind != DocumentKind::bank_transfer;
    if (!outcomes || looked_for_ == LookedFor::before_sending || !editable ||
        std::none_of(outcomes->begin(), outcomes->end(),
                     [](const Outcome& one) { return one.kind == Outcome::Kind::absent; }))
      return outcomes;
    const auto keep = [this](const Json& element) { found_.push_back(element); };
    if (auto done = read_pages_since(connection_, list, words.lines ? "unitdp=4" : "",
                                     seconds_text(attempt_.created - clocks_apart), keep, stop_);
        !done)
      return done.error();
    return judged();
  }

  Result<Outcomes> between_dates(const std::string& list, const std::string& condition) {
    const auto before = [](const Document& a, const Document& b) { return a.date < b.date; };
    const auto [first, last] = std::minmax_element(attempt_.members.begin(), attempt_.members.end(), before);
    std::string where = condition + (condition.empty() ? "" : " AND ") + "Date>=" + day(first->date) +
                        " AND Date<=" + day(last->date);
    where = "where=" + wire::percent_encoded(where);
    const bool transfers = attempt_.members.front().kind == DocumentKind::bank_transfer;
    if (attempt_.members.front().kind == DocumentKind::bank_transaction) where += "&unitdp=4";
    if (auto done = read(list, where, !transfers); !done) return done.error();
    return judged();
  }

  static std::string day(Date date) {
    return "DateTime(" + std::to_string(date.year()) + "," + std::to_string(date.month()) + "," +
           std::to_string(date.day()) + ")";
  }

  // Null: Xero does not know it.
  Result<Json> read_one(const std::string& list, const std::string& id) {
    const auto body = connection_.read("/api.xro/2.0/" + list + "/" + id, stop_);
    if (!body && body.error().kind == ErrorKind::not_found) return Json();
    if (!body) return body.error();
    const Json* elements = member(*body, list);
    if (elements == nullptr || !elements->is_array() || elements->size() != 1)
      return fail(ErrorKind::outside, "Xero's answer about one of its " + list + " cannot be read");
    return elements->front();
  }

  // What Xero shows under the id of each member, judged. What it does not know at first is asked for once
  // more some seconds later: a 404 alone says nothing yet (look_again.h).
  template <class Judge>
  Result<Outcomes> each_by_id(const std::string& list, const std::vector<std::string>& ids,
                              const Judge& judge) {
    std::vector<Json> found(ids.size());
    const auto missing = [](const Json& one) { return one.is_null(); };
    for (int look = 0; look < limits::absences_needed; ++look) {
      if (look > 0 && std::none_of(found.begin(), found.end(), missing)) break;
      if (look > 0)
        if (auto waited = wait_to_look_again(clock_, stop_); !waited) return waited.error();
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!missing(found[i])) continue;
        auto one = read_one(list, ids[i]);
        if (!one) return one.error();
        found[i] = std::move(*one);
      }
    }
    Outcomes outcomes;
    for (std::size_t i = 0; i < ids.size(); ++i)
      outcomes.push_back(judge(attempt_.members[i], i, missing(found[i]) ? nullptr : &found[i]));
    return outcomes;
  }

  // What follows `resource` in the attempt's own path: the id that it was about.
  Result<std::string> id_in_path(std::string_view resource) const {
    const std::string& path = attempt_.request.path;
    const auto at = path.find("/" + std::string(resource) + "/");
    if (at == std::string::npos)
      return fail(ErrorKind::internal, "the stored request of attempt " + attempt_.id + " names no id");
    const auto begin = at + resource.size() + 2;
    return path.substr(begin, std::min(path.find_first_of("/?", begin), path.size()) - begin);
  }

  Result<Outcomes> allocation() {
    const auto id = id_in_path("CreditNotes");
    if (!id) return id.error();
    const auto note = read_one("CreditNotes", *id);
    if (!note) return note.error();
    return Outcomes{judge_allocation(attempt_.members.front(), sent_.front(), *note, clock_.now())};
  }

  Result<Outcomes> deleted_payment() {
    const auto id = id_in_path("Payments");
    if (!id) return id.error();
    return each_by_id("Payments", {*id}, [&](const Document& document, std::size_t, const Json* payment) {
      return judge_deleted(document, *id, payment, clock_.now());
    });
  }

  // The list comes whole, in one call.
  Result<Outcomes> items() {
    if (auto done = read("Items", "unitdp=4", false); !done) return done.error();
    Outcomes outcomes;
    for (std::size_t i = 0; i < attempt_.members.size(); ++i)
      outcomes.push_back(judge_item(attempt_.members[i], sent_[i], found_, clock_.now()));
    return outcomes;
  }

  Result<Outcomes> option() {
    const auto category = read_one("TrackingCategories", text_in(sent_.front(), "TrackingCategoryID"));
    if (!category) return category.error();
    return Outcomes{judge_option(attempt_.members.front(), sent_.front(), *category, clock_.now())};
  }

  Result<Outcomes> note() {
    const std::string target = noted_in(attempt_);
    if (target.empty())
      return fail(ErrorKind::internal, "the stored request of attempt " + attempt_.id + " is no note");
    const auto body = connection_.read("/api.xro/2.0/" + target + "/History", stop_);
    if (!body) return body.error();
    return Outcomes{judge_note(attempt_, sent_.front(), member(*body, "HistoryRecords"), clock_.now())};
  }

  Result<Outcomes> changed_notes() {
    std::vector<std::string> ids;
    for (const Json& element : sent_) ids.push_back(text_in(element, "CreditNoteID"));
    return each_by_id("CreditNotes", ids, [&](const Document& document, std::size_t i, const Json* note) {
      return judge_changed(document, sent_[i], note, attempt_.created, clock_.now());
    });
  }

  Result<Outcomes> ended_journals() {
    std::vector<std::string> ids;
    for (const Json& element : sent_) ids.push_back(text_in(element, "ManualJournalID"));
    return each_by_id("ManualJournals", ids,
                      [&](const Document& document, std::size_t i, const Json* journal) {
                        return judge_deleted(document, ids[i], journal, clock_.now());
                      });
  }

  const Attempt& attempt_;
  const std::vector<Json>& sent_;
  const LookedFor looked_for_;
  Connection& connection_;
  Clock& clock_;
  const Stop& stop_;
  std::vector<Json> found_;
};

}  // namespace

Outcomes check_listed(const Attempt& attempt, const std::vector<Json>& sent, LookedFor looked_for,
                      Connection& connection, Clock& clock, const Stop& stop) {
  return LookUp(attempt, sent, looked_for, connection, clock, stop).run();
}

}  // namespace crosswalk::xero
