#include "walmart/recon_lines.h"

#include <string>

#include "walmart/facilitator.h"
#include "walmart/market.h"
#include "walmart/recon_rows.h"
#include "walmart/recon_survey.h"
#include "walmart/recon_terms.h"
#include "walmart/recon_text.h"
#include "walmart/recon_words.h"

namespace crosswalk::walmart {
namespace {

std::string_view fulfilment_of(std::string_view text) {
  if (same_words(text, "Seller Fulfilled")) return "seller";
  if (same_words(text, "Walmart Fulfilled") || same_words(text, "WFS Fulfilled")) return "wfs";
  return text;
}

class Translation {
 public:
  Translation(const ReconSurvey& survey, const Settings& settings, const Market& market, LineSink& sink)
      : survey_(survey), settings_(settings), market_(market), sink_(sink) {}

  Result<void> facts(const Record& record) {
    const auto difference = survey_.difference();
    if (!difference) return difference.error();
    RecordFacts facts;
    facts.kind = RecordKind::settlement;
    facts.id = record.key.id;
    facts.market = market_.code;
    facts.channel = market_.channel;
    facts.order_type = "regular";
    facts.currency = survey_.currency;
    facts.ordered = settings_.books_zone.start_of(survey_.to);
    facts.order_date = survey_.to;
    facts.sums.from = survey_.from;
    facts.sums.to = survey_.to;
    facts.sums.settles = survey_.settles;
    facts.sums.payer = survey_.payer;
    facts.sums.payable = {survey_.payable, survey_.currency};
    facts.sums.difference = {*difference, survey_.currency};
    facts.sums.rows = survey_.end.rows;
    facts.sums.rows_said = survey_.end.rows_said.value_or(0);
    facts.raw = record.body;
    return sink_.facts(facts);
  }

  Result<void> row(const ReconRow& row) {
    const auto amount = amount_in(row, ReconColumn::amount);
    if (!amount) return amount.error();
    const auto quantity = amount_in(row, ReconColumn::quantity);
    if (!quantity) return quantity.error();
    const auto rate = amount_in(row, ReconColumn::commission_rate);
    if (!rate) return rate.error();
    const auto posted = date_in(row, ReconColumn::posted, survey_.to);
    if (!posted) return posted.error();
    const ReconMeaning meaning =
        meaning_of(row[ReconColumn::type], row[ReconColumn::amount_type], row[ReconColumn::description]);
    const bool of_order = meaning.is_sale || meaning.is_refund;
    Line line;
    line.row = row.number;
    line.order_line = row[ReconColumn::purchase_order_line];
    line.purchase_order = row[ReconColumn::purchase_order];
    line.charge_type = row[ReconColumn::type];
    line.charge_name = row[of_order ? ReconColumn::amount_type : ReconColumn::description];
    line.line_class = meaning.line_class;
    if (meaning.line_class == LineClass::tax || meaning.line_class == LineClass::tax_withheld)
      line.tax_class = tax_class_of(row, meaning, *posted);
    if (meaning.line_class == LineClass::tax) line.tax_name = row[ReconColumn::amount_type];
    line.state = UnitState::shipped;
    line.amount = {*amount, survey_.currency};
    line.quantity = *quantity;
    line.date = *posted;
    line.at = settings_.books_zone.start_of(*posted);
    line.sku = row[ReconColumn::sku];
    line.product_name = row[ReconColumn::product_name];
    line.condition = row[ReconColumn::condition];
    line.fulfilment = fulfilment_of(row[ReconColumn::fulfilment]);
    line.ship_method = row[ReconColumn::shipping_method];
    if (meaning.is_refund) line.refund = row[ReconColumn::key];
    line.refund_reason = row[ReconColumn::reason];
    line.transaction_type = row[ReconColumn::type];
    line.amount_type = row[ReconColumn::amount_type];
    line.transaction_key = row[ReconColumn::key];
    line.category = row[ReconColumn::category];
    line.ship_state = row[ReconColumn::state];
    line.commission_rate = *rate;
    return sink_.line(line);
  }

 private:
  TaxClass tax_class_of(const ReconRow& row, const ReconMeaning& meaning, Date posted) const {
    const bool facilitated =
        market_.facilitator && !meaning.passed_on && is_facilitated(row[ReconColumn::state], posted);
    return facilitated ? TaxClass::facilitator : TaxClass::seller;
  }

  const ReconSurvey& survey_;
  const Settings& settings_;
  const Market& market_;
  LineSink& sink_;
};

}  // namespace

Result<void> recon_lines(const Record& record, const Settings& settings, LineSink& sink) {
  const auto report_error = [&](const Error& error) {
    return fail(error.kind, "settlement " + record.key.id + ": " + error.message, error.where);
  };
  const Market* market = find_market(settings.market);
  if (market == nullptr)
    return fail(ErrorKind::config, "the market \"" + settings.market + "\" is not known");
  const auto usual = Currency::parse(market->currency);
  if (!usual) return usual.error();
  const auto survey = survey_recon(record.body, *usual);
  if (!survey) return report_error(survey.error());
  Translation translation(*survey, settings, *market, sink);
  if (auto done = translation.facts(record); !done) return done;
  const ReconSink rows{[](const ReconRow& /*row*/) { return Result<void>(); },
                       [&](const ReconRow& row) { return translation.row(row); }};
  const auto end = read_recon(record.body, rows);
  return end ? Result<void>() : end.error();
}

}  // namespace crosswalk::walmart
