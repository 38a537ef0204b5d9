#include "cloudsuite/findings.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/log.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/list.h"
#include "cloudsuite/query.h"
#include "cloudsuite/subledger.h"

namespace crosswalk::cloudsuite {
namespace {

// The class of journals, and what their number is called wherever it stands.
constexpr const char* journal_number = "GeneralLedgerJournalControl";
constexpr const char* journal_lines = "GeneralLedgerTransaction";

// Nothing: no whole number.
std::optional<long long> count_in(const Fields& fields, std::string_view name) {
  const std::string& text = field(fields, name);
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// By the tenant's own translation, else by its words; 0 is where every state begins. UNCONFIRMED, so that
// whatever else it says is `unknown`.
JournalStage stage_of(const Settings& settings, const std::string& state) {
  const auto told = settings.journal_states.find(state);
  std::string word = told == settings.journal_states.end() ? state : told->second;
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (word == "unreleased" || word == "0") return JournalStage::unreleased;
  if (word == "released") return JournalStage::released;
  return word == "posted" ? JournalStage::posted : JournalStage::unknown;
}

std::string of_group(const Settings& settings, const Places& places, const std::string& run_group) {
  return all_of(
      {equals("FinanceEnterpriseGroup", settings.enterprise_group), equals(places.run_group, run_group)});
}

class LookUp {
 public:
  LookUp(const Settings& settings, const Places& places, const Attempt& attempt, const Sent& sent,
         Connection& connection, const Stop& stop)
      : settings_(settings),
        places_(places),
        attempt_(attempt),
        sent_(sent),
        connection_(connection),
        stop_(stop) {}

  // In the order in which rows move, so that what moves meanwhile is seen twice rather than not at all.
  Result<Findings> run() {
    if (auto read = staged(); !read) return read.error();
    if (auto read = runs(); !read) return read.error();
    if (places_.subledger) {
      auto standing = read_standing(settings_, *places_.subledger, attempt_, sent_, connection_, stop_);
      if (!standing) return standing.error();
      found_.standing = std::move(*standing);
    }
    // It lists what is posted; which journal a row lies in only the journal's own lines are known to say.
    if (auto read = lines("GLTransactionDetail", {"Reference", "TransactionAmount"}, found_.detail); !read)
      return read.error();
    if (auto read = journals(); !read) return read.error();
    return std::move(found_);
  }

  Result<Findings> run_standing() {
    with_accounts_ = true;
    if (places_.subledger) {
      auto standing = read_standing(settings_, *places_.subledger, attempt_, sent_, connection_, stop_);
      if (!standing) return standing.error();
      found_.standing = std::move(*standing);
    }
    if (auto read = detail(); !read) return read.error();
    std::set<std::string> dates;
    for (const auto& [mark, document] : sent_.documents)
      dates.insert(document.dates.begin(), document.dates.end());
    for (const std::string& date : dates) {
      const auto states = journals_of_day(settings_, places_, date, connection_, stop_);
      if (states) found_.journals.insert(states->begin(), states->end());
    }
    if (auto read = journals(); !read) return read.error();
    // What moved from a journal to detail between the two lists is in neither.
    const bool missing = std::any_of(sent_.documents.begin(), sent_.documents.end(),
                                     [&](const auto& one) { return found_.held(one.first) == nullptr; });
    if (!missing) return std::move(found_);
    found_.detail.clear();
    if (auto read = detail(); !read) return read.error();
    return std::move(found_);
  }

 private:
  Result<void> detail() {
    auto read = lines("GLTransactionDetail", {"Reference", "TransactionAmount"}, found_.detail);
    if (read || !with_accounts_ || stop_.stop_requested()) return read;
    with_accounts_ = false;  // a tenant whose list knows no AccountCode
    found_.detail.clear();
    return lines("GLTransactionDetail", {"Reference", "TransactionAmount"}, found_.detail);
  }

  Result<void> staged() {
    auto rows = staged_rows(settings_, places_, sent_.run_group, connection_, stop_);
    if (!rows) return rows.error();
    found_.staged = std::move(*rows);
    return {};
  }

  Result<void> runs() {
    const std::string& number = places_.results;
    const auto rows =
        read_list(connection_,
                  {number,
                   {"FailedCount", number, "PassedCount", "RecordCount", places_.run_group, "Status"},
                   of_group(settings_, places_, sent_.run_group),
                   places_.results_index,
                   50},
                  stop_);
    if (!rows) return rows.error();
    long long newest = -1;
    for (const Fields& row : *rows) {
      const auto passed = count_in(row, "PassedCount");
      const auto failed = count_in(row, "FailedCount");
      RunResult run;
      run.finished = field(row, "Status") != "0" && !field(row, "Status").empty() && passed && failed;
      run.passed = passed.value_or(0);
      run.failed = failed.value_or(0);
      if (run.finished && run.failed == 0 && run.passed > 0) {
        const bool all = field(row, "Status") == "1" && counts_all(run.passed);
        (all ? found_.complete : found_.taken_in_part) = true;
      }
      // A subledger takes documents one by one, and lists those that it took.
      if (run.finished && run.failed > 0 && run.passed > 0 && !places_.subledger)
        found_.passed_in_part = true;
      const long long id = count_in(row, number).value_or(0);
      if (id <= newest) continue;
      newest = id;
      found_.run = run;
    }
    return {};
  }

  // Whether a subledger counts its documents or their rows is not known.
  bool counts_all(long long passed) const {
    return passed == static_cast<long long>(sent_.keys.size()) ||
           (places_.subledger && passed == static_cast<long long>(sent_.documents.size()));
  }

  // How a tenant lists its journals is not known for certain: where there is no list of them, of their
  // accounts, numbers or states, less can be told, and nothing else is lost. A list that only failed might
  // have told that rows are there already.
  Result<void> journals() {
    const auto is_lacking = [](const Result<void>& read) {
      return !read && read.error().kind == ErrorKind::not_found;
    };
    auto read = lines(journal_lines, {"Reference", "TransactionAmount", journal_number}, found_.journalised);
    if (is_lacking(read) && with_accounts_) {
      with_accounts_ = false;
      found_.journalised.clear();
      read = lines(journal_lines, {"Reference", "TransactionAmount", journal_number}, found_.journalised);
    }
    if (is_lacking(read)) {
      found_.journalised.clear();
      read = lines(journal_lines, {"Reference", "TransactionAmount"}, found_.journalised);
    }
    for (const auto& [mark, found] : found_.journalised)
      for (const std::string& number : found.journals)
        if (read) read = journal(number);
    found_.journals_told = read.ok();
    if (read) return {};
    if (!is_lacking(read)) return read.error();
    log::info("cloudsuite", "journals cannot be listed: " + read.error().message);
    return {};
  }

  Result<void> journal(const std::string& number) {
    const auto [kept, fresh] = found_.journals.try_emplace(number, JournalStage::unknown);
    if (!fresh) return {};
    const auto rows = read_list(connection_,
                                {journal_number,
                                 {journal_number, "Status"},
                                 all_of({equals("FinanceEnterpriseGroup", settings_.enterprise_group),
                                         equals(journal_number, number)}),
                                 "",
                                 50,
                                 true},
                                stop_);
    if (!rows) return rows.error();
    for (const Fields& row : *rows)
      if (field(row, journal_number) == number) kept->second = stage_of(settings_, field(row, "Status"));
    return {};
  }

  // One list a day; of a single document only its own rows.
  Result<void> lines(const std::string& business_class, std::vector<std::string> fields,
                     std::map<std::string, Found>& into) {
    if (with_accounts_ || !places_.own_account.empty()) fields.emplace_back("AccountCode");
    std::map<std::string, std::vector<std::string>> marks_of_day;
    for (const Document& member : attempt_.members)
      for (const std::string& date : sent_.of(member).dates) marks_of_day[date].push_back(mark_of(member));
    for (const auto& [date, marks] : marks_of_day) {
      std::string filter = all_of({equals("FinanceEnterpriseGroup", settings_.enterprise_group),
                                   equals("System", places_.system), equals("PostingDate", date)});
      if (marks.size() == 1) filter.append(" and Reference like \"").append(marks.front()).append("/*\"");
      const bool may_lack = business_class == journal_lines;
      const auto rows = read_list(connection_, {business_class, fields, filter, "", 1'000, may_lack}, stop_);
      if (!rows) return rows.error();
      for (const Fields& row : *rows)
        if (places_.own_account.empty() || field(row, "AccountCode") != places_.own_account)
          if (auto taken = take(row, marks, into); !taken) return taken;
    }
    return {};
  }

  static Result<void> take(const Fields& row, const std::vector<std::string>& marks,
                           std::map<std::string, Found>& into) {
    const std::string mark = mark_in(field(row, "Reference"));
    if (std::find(marks.begin(), marks.end(), mark) == marks.end()) return {};
    const auto amount = Decimal::parse(field(row, "TransactionAmount"));
    if (!amount) return fail(ErrorKind::outside, "Infor lists a row without an amount under " + mark);
    Found& found = into[mark];
    ++found.rows;
    if (const std::string& number = field(row, journal_number); !number.empty())
      found.journals.insert(number);
    if (const std::string& account = field(row, "AccountCode"); !account.empty()) {
      const auto sum = add(found.accounts[account], *amount);
      if (!sum) return fail(ErrorKind::outside, "the amounts under " + mark + " cannot be added");
      found.accounts[account] = *sum;
    }
    const auto net = add(found.net, *amount);
    const auto debits = amount->is_negative() ? Result<Decimal>(found.debits) : add(found.debits, *amount);
    if (!net || !debits) return fail(ErrorKind::outside, "the amounts under " + mark + " cannot be added");
    found.net = *net;
    found.debits = *debits;
    return {};
  }

  const Settings& settings_;
  const Places& places_;
  const Attempt& attempt_;
  const Sent& sent_;
  Connection& connection_;
  const Stop& stop_;
  bool with_accounts_ = false;  // lines are asked for their accounts as well
  Findings found_;
};

}  // namespace

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::journalised:
      return "journalised";
    case Stage::released:
      return "released";
    case Stage::posted:
      return "posted";
  }
  return "";
}

const Found* Findings::held(const std::string& mark) const {
  const auto listed = detail.find(mark);
  const auto journal = journalised.find(mark);
  if (journal == journalised.end()) return listed == detail.end() ? nullptr : &listed->second;
  return listed != detail.end() && listed->second.rows >= journal->second.rows ? &listed->second
                                                                               : &journal->second;
}

Stage Findings::stage(const std::string& mark) const {
  JournalStage least = JournalStage::posted;
  bool known = false;
  if (const auto journal = journalised.find(mark); journal != journalised.end())
    for (const std::string& number : journal->second.journals) {
      const auto found = journals.find(number);
      least = std::min(least, found == journals.end() ? JournalStage::unknown : found->second);
      known = true;
    }
  if (!known || least == JournalStage::unknown) {
    const auto listed = detail.find(mark);
    const bool all = listed != detail.end() && held(mark) == &listed->second;
    return all ? Stage::posted : Stage::journalised;
  }
  if (least == JournalStage::posted) return Stage::posted;
  return least == JournalStage::released ? Stage::released : Stage::journalised;
}

Result<std::map<std::string, std::string>> staged_rows(const Settings& settings, const Places& places,
                                                       const std::string& run_group, Connection& connection,
                                                       const Stop& stop) {
  std::map<std::string, std::string> staged;
  for (const StagedClass& place : places.staged) {
    std::vector<std::string> fields = place.keys;
    fields.emplace_back("ErrorMessage");
    const auto rows =
        read_list(connection, {place.name, fields, of_group(settings, places, run_group), "", 500}, stop);
    if (!rows) return rows.error();
    for (const Fields& row : *rows) {
      std::string key = place.prefix;
      for (std::size_t i = 0; i < place.keys.size(); ++i)
        key += (i == 0 ? "" : "/") + field(row, place.keys[i]);
      staged[key] = field(row, "ErrorMessage");
    }
  }
  return staged;
}

Result<Findings> look_up(const Settings& settings, const Places& places, const Attempt& attempt,
                         const Sent& sent, Connection& connection, const Stop& stop) {
  return LookUp(settings, places, attempt, sent, connection, stop).run();
}

Result<Findings> look_up_standing(const Settings& settings, const Places& places, const Attempt& attempt,
                                  const Sent& sent, Connection& connection, const Stop& stop) {
  return LookUp(settings, places, attempt, sent, connection, stop).run_standing();
}

Result<std::map<std::string, JournalStage>> journals_of_day(const Settings& settings, const Places& places,
                                                            const std::string& date, Connection& connection,
                                                            const Stop& stop) {
  const auto rows = read_list(connection,
                              {journal_number,
                               {journal_number, "Status"},
                               all_of({equals("FinanceEnterpriseGroup", settings.enterprise_group),
                                       equals("System", places.system), equals("PostingDate", date)}),
                               "",
                               1'000},
                              stop);
  if (!rows) return rows.error();
  std::map<std::string, JournalStage> stages;
  for (const Fields& row : *rows)
    if (const std::string& number = field(row, journal_number); !number.empty())
      stages.insert_or_assign(number, stage_of(settings, field(row, "Status")));
  return stages;
}

}  // namespace crosswalk::cloudsuite
