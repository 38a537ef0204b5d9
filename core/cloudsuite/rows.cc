#include "cloudsuite/rows.h"

#include <algorithm>
#include <map>

#include "cloudsuite/customers.h"

namespace crosswalk::cloudsuite {
namespace {

// A report may have a million rows and a fee a description of its own: past so many kinds of row they are
// told apart by what they are booked on alone.
constexpr std::size_t most_described = 200;

class RowMaker {
 public:
  RowMaker(const Entries& entries, const Settings& settings, bool described)
      : entries_(entries), settings_(settings), described_(described) {}

  Result<std::vector<GlRow>> run() {
    for (const Entry& entry : entries_.entries) {
      const auto posting = posts_on(entries_, entry);
      if (!posting || entry.amount.amount.is_zero()) continue;
      if (entry.amount.currency != entries_.currency)
        return fail(ErrorKind::invalid, "line " + entry.line_key + " is in another currency than its record");
      auto row = row_of(entry, *posting);
      if (!row) return row.error();
      if (auto added = merge(std::move(*row)); !added) return added.error();
    }
    std::erase_if(rows_, [](const GlRow& row) { return row.amount.is_zero(); });
    for (const GlRow& row : rows_)
      if (field(row.fields, "AccountCode").empty())
        return fail(ErrorKind::config, row.amount.text(2) +
                                           " stays receivable, and cloudsuite.receivable_account names no "
                                           "account for it");
    if (auto balanced = balance(); !balanced) return balanced.error();
    return std::move(rows_);
  }

 private:
  // Of no order alone.
  bool is_settlement() const { return grows(entries_.record.kind); }

  // Of a refund its own line; rows of a settlement that no order line is known of belong to all of it.
  std::string line_of(const Entry& entry) const {
    if (entry.counter()) return std::string(counter_line);
    if (!entry.refund.empty() && entry.refund.starts_with(entries_.record.id + "-"))
      return entry.refund.substr(entries_.record.id.size() + 1);
    if (is_settlement() && entry.refund.empty()) return "-";
    return entry.order_line.empty() ? "-" : entry.order_line;
  }

  Result<GlRow> row_of(const Entry& entry, Date posting) const {
    GlRow row;
    // So that what the market withholds stays apart from the tax that it is the counter-entry of.
    // Likewise what was accrued, from what books it.
    row.line = line_of(entry) + (entry.role == EntryRole::mirror    ? "w"
                                 : entry.role == EntryRole::accrued ? "a"
                                                                    : "");
    row.amount = entry.amount.amount;
    auto& fields = row.fields;
    fields["AccountingEntity"] = settings_.accounting_entity;
    fields["ToAccountingEntity"] = settings_.accounting_entity;
    for (const auto& [name, value] : {std::pair("OrganizationCode", &settings_.organization_code),
                                      std::pair("AccountingUnit", &settings_.accounting_unit),
                                      std::pair("GeneralLedgerEvent", &settings_.event),
                                      std::pair("JournalCode", &settings_.journal_code)})
      if (!value->empty()) fields[name] = *value;
    fields["PostingDate"] = landmark_date(posting);
    fields["TransactionDate"] =
        landmark_date(entries_.order_date.days() != 0 ? entries_.order_date : posting);
    fields["CurrencyCode"] = std::string(entries_.currency.code());
    const bool of_order = !entry.purchase_order.empty() && !(is_settlement() && entry.refund.empty());
    fields["DocumentNumber"] = of_order ? entry.purchase_order : entries_.record.id;
    if (auto named = name_account(entry, fields); !named) return named.error();
    if (auto tracked = add_dimensions(entry, fields); !tracked) return tracked.error();
    if (!settings_.books_receivables || is_settlement() || entry.counter()) return row;
    row.refund = !entry.refund.empty() || entries_.record.kind == RecordKind::return_order;
    if (auto named = name_customer(fields); !named) return named.error();
    return row;
  }

  Result<void> name_customer(Fields& fields) const {
    const std::string& code = customer_code(settings_, entries_.contact);
    fields[std::string(customer_field)] = code;
    if (!code.empty() && code.size() <= longest(customer_field)) return {};
    return fail(ErrorKind::config, "the contact \"" + code +
                                       "\" is no code of a customer, which takes 1 to 15 characters; give it "
                                       "one under cloudsuite.customer_codes");
  }

  Result<void> name_account(const Entry& entry, Fields& fields) const {
    std::string words;
    if (entry.role == EntryRole::clearing) {
      if (settings_.clearing_account.empty())
        return fail(ErrorKind::config, "the clearing account moves, and books.clearing_account names none");
      fields["AccountCode"] = settings_.clearing_account;
      words = "Walmart clearing";
    } else if (entry.role == EntryRole::receivable) {
      // Usually it is zero in sum; where it is not, an empty account is told of.
      fields["AccountCode"] = settings_.receivable_account;
      words = "Walmart receivable";
    } else {
      if (entry.answers.account.value.empty())
        return fail(ErrorKind::config, "line " + entry.line_key + " has no account");
      fields["AccountCode"] = entry.answers.account.value;
      words = described_ ? entry.description : "Walmart settlement";
    }
    fields["Description"] = cut(std::move(words), longest("Description"));
    return {};
  }

  Result<void> add_dimensions(const Entry& entry, Fields& fields) const {
    if (settings_.customer_dimension != 0) {
      const std::string& code = customer_code(settings_, entries_.contact);
      if (auto set = set_dimension(settings_.customer_dimension, code, "contact", fields); !set) return set;
    }
    for (const TrackingAnswer& answer : entry.answers.tracking) {
      const auto known = settings_.dimensions.find(answer.category);
      if (known == settings_.dimensions.end())
        return fail(ErrorKind::config,
                    "cloudsuite.dimensions says no finance dimension for the tracking category \"" +
                        answer.category + "\"",
                    answer.origin.text());
      if (auto set = set_dimension(known->second, answer.option, "tracking option", fields); !set) return set;
    }
    return {};
  }

  static Result<void> set_dimension(int number, const std::string& code, std::string_view what,
                                    Fields& fields) {
    const std::string name = "FinanceDimension" + std::to_string(number);
    if (!code.empty() && code.size() <= longest(name)) {
      fields[name] = code;
      return {};
    }
    return fail(ErrorKind::config,
                "the " + std::string(what) + " \"" + code + "\" is no code of " + name +
                    ", which takes 1 to 15 characters" +
                    (what == "contact" ? "; give it one under cloudsuite.customer_codes" : ""));
  }

  Result<void> merge(GlRow row) {
    std::string key = identity_of(row) + "\n" + field(row.fields, "Description");
    const auto [found, fresh] = at_.try_emplace(std::move(key), rows_.size());
    if (fresh) {
      rows_.push_back(std::move(row));
      return {};
    }
    GlRow& same = rows_[found->second];
    const auto sum = add(same.amount, row.amount);
    if (!sum) return sum.error();
    same.amount = *sum;
    return {};
  }

  // FSM does not refuse what is out of balance (cloudsuite.md §5.3): we do.
  Result<void> balance() const {
    std::map<std::string, Decimal> sums;
    for (const GlRow& row : rows_) {
      Decimal& sum = sums[field(row.fields, "PostingDate")];
      const auto more = add(sum, row.amount);
      if (!more) return more.error();
      sum = *more;
    }
    for (const auto& [date, sum] : sums)
      if (!sum.is_zero())
        return fail(ErrorKind::internal, "the entries of " + date + " do not add up to zero in " +
                                             std::string(entries_.currency.code()) + ", but to " +
                                             sum.text(2));
    return {};
  }

  const Entries& entries_;
  const Settings& settings_;
  const bool described_;
  std::vector<GlRow> rows_;
  std::map<std::string, std::size_t> at_;
};

}  // namespace

std::optional<Date> posts_on(const Entries& entries, const Entry& entry) {
  const bool created = entries.mode == BookMode::created;
  if (entry.state != UnitState::shipped && !(entry.state == UnitState::open && created)) return std::nullopt;
  const bool at_order = created && entries.record.kind == RecordKind::order && entry.refund.empty() &&
                        entries.order_date.days() != 0;
  return at_order ? entries.order_date : entry.date;
}

Result<std::vector<GlRow>> rows_of(const Entries& entries, const Settings& settings) {
  auto rows = RowMaker(entries, settings, true).run();
  const bool many = rows && rows->size() > most_described && grows(entries.record.kind);
  return many ? RowMaker(entries, settings, false).run() : rows;
}

}  // namespace crosswalk::cloudsuite
