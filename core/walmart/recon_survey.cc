#include "walmart/recon_survey.h"

#include "base/crypto.h"
#include "walmart/recon_terms.h"
#include "walmart/report_zip.h"

namespace crosswalk::walmart {
namespace {

constexpr std::size_t digest_piece = std::size_t{256} << 10;
// The report's own count may include its heads: the column names, itself, the summary.
constexpr std::uint32_t heads = 3;

class Surveying {
 public:
  explicit Surveying(Currency usual) { survey_.currency = usual; }

  Result<void> summary(const ReconRow& row) {
    const auto from = date_in(row, ReconColumn::period_start, Date());
    if (!from) return from.error();
    const auto to = date_in(row, ReconColumn::period_end, *from);
    if (!to) return to.error();
    const auto settles = date_in(row, ReconColumn::posted, *to);
    if (!settles) return settles.error();
    if (row[ReconColumn::total_payable].empty())
      return fail(ErrorKind::invalid, "the summary says no total", row.place(ReconColumn::total_payable));
    const auto payable = amount_in(row, ReconColumn::total_payable);
    if (!payable) return payable.error();
    survey_.from = *from;
    survey_.to = *to;
    survey_.settles = *settles;
    survey_.payable = *payable;
    survey_.payer = row[ReconColumn::description];
    if (auto done = same_currency(row); !done) return done;
    digest(row);
    return {};
  }

  Result<void> row(const ReconRow& row) {
    const auto amount = amount_in(row, ReconColumn::amount);
    if (!amount) return amount.error();
    const auto sum = add(survey_.sum, *amount);
    if (!sum) return fail(ErrorKind::invalid, sum.error().message, row.place(ReconColumn::amount));
    survey_.sum = *sum;
    for (const auto column : {ReconColumn::quantity, ReconColumn::commission_rate})
      if (const auto number = amount_in(row, column); !number) return number.error();
    for (const auto column : {ReconColumn::customer_order, ReconColumn::purchase_order})
      if (const auto number = number_in(row, column); !number) return number.error();
    if (const auto posted = date_in(row, ReconColumn::posted, Date()); !posted) return posted.error();
    if (auto done = same_currency(row); !done) return done;
    digest(row);
    return {};
  }

  Result<ReconSurvey> finish(const ReconEnd& end, bool has_checksum) {
    survey_.end = end;
    survey_.digest = sha256(digest_).substr(0, 16);
    const bool counted = !end.rows_said || (*end.rows_said >= end.rows && *end.rows_said <= end.rows + heads);
    if (!counted && !has_checksum && survey_.payable != survey_.sum)
      return fail(ErrorKind::invalid, "the report is cut: it says that it has " +
                                          std::to_string(*end.rows_said) + " lines and holds " +
                                          std::to_string(end.rows) + "; fetch the report again");
    return std::move(survey_);
  }

 private:
  // One currency in the whole report; rows mostly leave it out.
  Result<void> same_currency(const ReconRow& row) {
    const std::string_view code = row[ReconColumn::currency];
    if (code.empty()) return {};
    if (code == survey_.currency.code()) {
      named_ = true;
      return {};
    }
    const auto currency = Currency::parse(code);
    if (!currency)
      return fail(ErrorKind::invalid, currency.error().message, row.place(ReconColumn::currency));
    if (named_)
      return fail(ErrorKind::invalid,
                  "amounts in " + std::string(survey_.currency.code()) + " and " + std::string(code) +
                      " are mixed in one report",
                  row.place(ReconColumn::currency));
    survey_.currency = *currency;
    named_ = true;
    return {};
  }

  // A chain of hashes, so that the text of the report need not be kept.
  void digest(const ReconRow& row) {
    for (const auto& cell : row.cells) digest_.append(cell).append(1, '\x1F');
    digest_ += '\n';
    if (digest_.size() > digest_piece) digest_ = sha256(digest_);
  }

  ReconSurvey survey_;
  std::string digest_;
  bool named_ = false;
};

}  // namespace

Result<ReconSurvey> survey_recon(std::string_view body, Currency usual) {
  Surveying surveying(usual);
  const ReconSink sink{[&](const ReconRow& row) { return surveying.summary(row); },
                       [&](const ReconRow& row) { return surveying.row(row); }};
  const auto end = read_recon(body, sink);
  if (!end) return end.error();
  return surveying.finish(*end, looks_like_zip(body));
}

}  // namespace crosswalk::walmart
