#include "xero/invoice_body.h"

#include "base/json_tree.h"
#include "xero/rounding.h"

namespace crosswalk::xero {
namespace {

constexpr std::string_view no_tax = "NONE";

std::string_view type_of(InvoiceForm form) {
  if (form == InvoiceForm::sale) return "ACCREC";
  return form == InvoiceForm::bill ? "ACCPAY" : "ACCRECCREDIT";
}

std::string negative(const Invoice& invoice, const Money& total) {
  switch (invoice.form) {
    case InvoiceForm::credit_note:
      return "credit note " + invoice.number + " would be " + total.text() +
             ": more is kept of the refund than is refunded; book it by hand";
    case InvoiceForm::bill:
      return "bill " + invoice.number + " would be " + total.text() +
             "; Xero takes no negative bill, so book it by hand";
    case InvoiceForm::sale:
      break;
  }
  return "invoice " + invoice.number + " would be " + total.text() +
         "; Xero takes no negative invoice, so book it as a credit note by hand";
}

}  // namespace

std::string text_of(const Invoice& invoice) {
  const auto quoted = [](const std::string& text) { return to_text(Json(text)); };
  const std::string date = invoice.date.text();
  const bool credits = invoice.form == InvoiceForm::credit_note;
  std::string text = "{";
  if (credits) text += "\"CreditNoteNumber\":" + quoted(invoice.number) + ",";
  text += "\"CurrencyCode\":\"" + std::string(invoice.currency.code()) + "\"";
  if (invoice.rate) text += ",\"CurrencyRate\":" + invoice.rate->text();
  text += ",\"Date\":\"" + date + "\"";
  if (!credits) text += ",\"DueDate\":\"" + date + "\",\"InvoiceNumber\":" + quoted(invoice.number);
  text += ",\"LineAmountTypes\":\"Exclusive\",\"LineItems\":[";
  for (std::size_t i = 0; i < invoice.lines.size(); ++i)
    text += (i == 0 ? "" : ",") + text_of(invoice.lines[i]);
  text += "]";
  if (invoice.form != InvoiceForm::bill) text += ",\"Reference\":" + quoted(invoice.reference);
  return text + ",\"Status\":\"" + (invoice.authorised ? "AUTHORISED" : "DRAFT") + "\",\"Type\":\"" +
         std::string(type_of(invoice.form)) + "\"}";
}

Result<Money> predicted_total(const Invoice& invoice, const TaxRates& rates) {
  std::vector<PricedLine> priced;
  Decimal own;
  for (const auto& line : invoice.lines) {
    Decimal rate;
    if (line.tax_type != no_tax) {
      const auto found = rates.find(line.tax_type);
      if (found == rates.end())
        return fail(
            ErrorKind::config,
            "the rate of tax type " + line.tax_type + " on " + invoice.number + " is not known: " +
                (rates.empty() ? "the organisation's tax rates were not read here; `crosswalk preview` "
                                 "knows them once `check` or the engine has read them"
                               : "it is not among the organisation's tax rates"));
      rate = found->second;
    }
    priced.push_back({line.quantity, line.unit, rate});
    const auto sum = add(own, line.amount);
    if (!sum) return sum.error();
    own = *sum;
  }
  const auto totals = totals_of(priced);
  if (!totals) return totals.error();
  const Money total{totals->total, invoice.currency};
  if (totals->total != own) {
    std::string why = totals->tax.is_zero()
                          ? "amounts must have whole cents"
                          : "its tax types add " + Money{totals->tax, invoice.currency}.text() +
                                " on top; use a tax type of rate 0";
    return fail(ErrorKind::config, "Xero would book " + total.text() + " for " +
                                       Money{own, invoice.currency}.text() + " on " + invoice.number + ": " +
                                       why);
  }
  if (own.is_negative()) return fail(ErrorKind::config, negative(invoice, total));
  return total;
}

}  // namespace crosswalk::xero
