#include "simulator/xero_invoice_plan.h"

#include <algorithm>

#include "simulator/xero_stock.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr Decimal ten_cents = Decimal::from_units(100'000);

// One document being planned, step by step; the steps write errors and go on, so that all of them are
// reported.
class Planner {
 public:
  Planner(const XeroOrganisation& organisation, const BodyValue& element, const WriteTerms& terms,
          const CallContext& context)
      : organisation_(organisation), element_(element), terms_(terms), context_(context) {}

  InvoicePlan run() {
    if (terms_.mode == WriteMode::upsert && !find()) return std::move(plan_);
    if (!decide_status()) return std::move(plan_);
    read_fields();
    read_contact();
    read_number();
    read_lines();
    total_up();
    check_document();
    check_money_applied();
    check_stock();
    if (form().drafts && next().status == "AUTHORISED" && next().total.is_zero() &&
        switches().zero_total_is_paid)
      next().status = "PAID";
    return std::move(plan_);
  }

 private:
  SimInvoice& next() { return plan_.next; }
  const XeroForm& form() const { return terms_.form; }
  // A type that Xero holds to the rules of sales documents: unique numbers, limits of the plan.
  bool sales() { return next().type == "ACCREC" || next().type == "ACCRECCREDIT"; }
  void refuse(std::string why) { plan_.errors.push_back(std::move(why)); }
  const XeroSwitches& switches() const { return context_.switches; }
  bool approving() {
    return next().status == "AUTHORISED" || next().status == "SUBMITTED" || next().status == "PAID";
  }

  bool find() {
    const std::string id = element_.text_of(form().id_name);
    if (!id.empty() && id != zero_guid) {
      old_ = organisation_.document(form().list, id);
      plan_.not_found = old_ == nullptr;
      if (plan_.not_found) return false;
    } else if (!form().number_name.empty() && !element_.text_of("Type").starts_with("ACCPAY")) {
      old_ = organisation_.numbered(form().list, element_.text_of(form().number_name));
      if (old_ != nullptr && old_->ended() && switches().voided_number_reusable) old_ = nullptr;
    }
    plan_.is_new = old_ == nullptr;
    if (old_ != nullptr) plan_.next = *old_;
    plan_.line_errors.resize(plan_.next.lines.size());
    return true;
  }

  // False: nothing more is to be looked at.
  bool decide_status() {
    const std::string wanted = element_.text_of("Status");
    if (old_ == nullptr) {
      next().status = !wanted.empty() ? wanted : (form().drafts ? "DRAFT" : "AUTHORISED");
      const bool early = form().drafts && (next().status == "DRAFT" || next().status == "SUBMITTED");
      if (!early && next().status != "AUTHORISED") refuse(not_of_valid_status("creation"));
      next().currency = organisation_.base_currency;
      return true;
    }
    const std::string& step = wanted.empty() ? old_->status : wanted;
    const auto status =
        form().has_bank_account ? changed_bank_status(*old_, step) : changed_status(*old_, step);
    if (!status) {
      refuse(status.error().message);
      return false;
    }
    next().status = *status;
    if (const std::string lock = locked_by(organisation_, old_->date); !lock.empty()) refuse(lock);
    return *status != "VOIDED" && *status != "DELETED";
  }

  std::string not_of_valid_status(std::string_view what) const {
    const std::string word = form().list == SimList::invoices       ? "Invoice"
                             : form().list == SimList::credit_notes ? "Credit Note"
                                                                    : "Bank Transaction";
    return word + " not of valid status for " + std::string(what);
  }

  void read_fields() {
    if (old_ == nullptr) next().type = element_.text_of("Type");
    const auto types = split(form().types, ' ');
    if (std::find(types.begin(), types.end(), next().type) == types.end())
      refuse("The " + std::string(form().word) + " Type must be specified.");
    if (element_.has("Reference") && next().type != "ACCPAY")
      next().reference = element_.text_of("Reference");
    if (characters(next().reference) > 255) refuse("The field Reference must be 255 characters or less.");
    if (const auto date = date_of("Date")) next().date = *date;
    if (old_ == nullptr && !element_.has("Date")) next().date = organisation_.zone.date_of(context_.now);
    if (const auto date = date_of("DueDate"); date && form().has_due_date) next().due_date = date;
    read_bank_account();
    if (element_.has("CurrencyCode") && !form().has_bank_account)
      next().currency = element_.text_of("CurrencyCode");
    if (!organisation_.subscribed(next().currency))
      refuse("Organisation is not subscribed to currency " + next().currency);
    read_rate();
    read_types();
    if (element_.has("Url")) next().url = element_.text_of("Url");
    const std::string url = lower(next().url);
    if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://"))
      refuse("Url must be a valid URL.");
    if (url.find("xero") != std::string::npos) refuse("Url must not contain 'xero'.");
    if (const auto sent = element_.flag_of("SentToContact")) next().sent = *sent;
    if (next().sent && next().status != "AUTHORISED" && next().status != "PAID")
      refuse("SentToContact can only be set on approved invoices.");
  }

  void read_bank_account() {
    if (!form().has_bank_account) return;
    if (const BodyValue* named = element_.find("BankAccount")) {
      const SimAccount* account = organisation_.account_in(*named);
      const bool usable = account != nullptr && account->type == "BANK" && account->status == "ACTIVE";
      if (!usable) return refuse("The bank account could not be found, is archived, or is no bank account.");
      next().bank_account = account->code;
      next().currency = account->currency.empty() ? organisation_.base_currency : account->currency;
    } else if (old_ == nullptr) {
      refuse("A BankAccount must be specified for this type of transaction");
    }
    if (const auto reconciled = element_.flag_of("IsReconciled")) next().reconciled = *reconciled;
  }

  std::optional<Date> date_of(std::string_view name) {
    const BodyValue* field = element_.find(name);
    if (field == nullptr) return std::nullopt;
    const auto date = read_date(field->text);
    return date ? std::optional(*date) : std::nullopt;
  }

  void read_rate() {
    const auto rate = number_of(element_, "CurrencyRate");
    if (!rate || (*rate && (**rate <= Decimal{}))) {
      refuse("The CurrencyRate must be a positive number of up to 6 decimal places.");
    } else if (*rate) {
      next().currency_rate = as_read(**rate, context_.switches);
      if (next().currency == organisation_.base_currency && **rate != Decimal::whole(1)) {
        plan_.warnings.emplace_back(
            "The CurrencyRate differs from the rate of the organisation's base currency.");
        next().currency_rate = Decimal::whole(1);
      }
    } else if (old_ == nullptr || old_->date != next().date || old_->currency != next().currency) {
      next().currency_rate = organisation_.day_rate(next().currency, next().date);
    }
  }

  void read_types() {
    const std::string types = element_.text_of("LineAmountTypes");
    if (types == "Exclusive") next().types = LineAmountTypes::exclusive;
    if (types == "Inclusive") next().types = LineAmountTypes::inclusive;
    if (types == "NoTax") next().types = LineAmountTypes::no_tax;
  }

  void read_contact() {
    const BodyValue* contact = element_.find("Contact");
    if (contact == nullptr) {
      if (old_ == nullptr) refuse("A Contact must be specified for this type of transaction");
      return;
    }
    plan_.contact = plan_document_contact(organisation_, *contact);
    next().contact_id = plan_.contact->next.id;
    next().contact = plan_.contact->next.name;
  }

  void read_number() {
    if (form().number_name.empty()) return;
    const std::string name(form().number_name);
    if (element_.has(name)) next().number = element_.text_of(name);
    if (characters(next().number) > 255) refuse("The field " + name + " must be 255 characters or less.");
    plan_.without_number = next().number.empty();
    if (!sales() || plan_.without_number) return;
    if (form().list == SimList::credit_notes && !switches().credit_note_number_unique) return;
    const SimInvoice* taken = organisation_.numbered(form().list, next().number);
    if (taken == nullptr || (old_ != nullptr && taken->id == old_->id)) return;
    if (taken->ended() && switches().voided_number_reusable) return;
    refuse(form().list == SimList::invoices ? "Invoice # must be unique." : "Credit Note # must be unique.");
  }

  void read_lines() {
    const BodyValue* lines = element_.find("LineItems");
    if (lines == nullptr) {
      retax();
    } else {
      next().lines.clear();
      plan_.line_errors.clear();
      for (const BodyValue& line : lines->items) read_line(line);
    }
    if (next().lines.empty()) refuse("One or more line items must be specified");
    const bool newly_approved = old_ != nullptr && approving() && old_->status != next().status;
    if (lines == nullptr && !newly_approved) return;
    for (std::size_t i = 0; i < next().lines.size(); ++i) {
      for (std::string& error : check_line(organisation_, next().lines[i], approving()))
        plan_.line_errors[i].push_back(std::move(error));
      const bool discounted = next().lines[i].discount_rate || next().lines[i].discount_amount;
      if (discounted && (next().type == "ACCPAY" || !form().takes_discounts))
        plan_.line_errors[i].emplace_back("Discounts are allowed on sales invoices and quotes only.");
    }
  }

  void read_line(const BodyValue& element) {
    SimLine old;
    const std::string id = element.text_of("LineItemID");
    bool unknown = false;
    if (!id.empty() && id != zero_guid) {
      const auto known = [&](const SimLine& line) { return same_text(line.id, id); };
      unknown = old_ == nullptr || std::none_of(old_->lines.begin(), old_->lines.end(), known);
      if (!unknown) old = *std::find_if(old_->lines.begin(), old_->lines.end(), known);
    }
    LinePlan line{old, {"The line item with LineItemID " + id + " could not be found."}};
    line.next.text_only = unknown;  // there is nothing else in it to be checked
    if (!unknown) line = plan_line(organisation_, element, old, next().types, terms_.unit_places, switches());
    next().lines.push_back(std::move(line.next));
    plan_.line_errors.push_back(std::move(line.errors));
  }

  // The tax of lines that stay as they are, after LineAmountTypes may have changed.
  void retax() {
    if (old_ == nullptr || old_->types == next().types) return;
    for (SimLine& line : next().lines) {
      if (line.tax_stated || line.text_only) continue;
      if (next().types == LineAmountTypes::no_tax) line.tax_type = "NONE";
      if (const auto tax = computed_tax(organisation_, line, next().types)) line.tax_amount = *tax;
    }
  }

  void total_up() {
    Result<Decimal> sum = Decimal{};
    Result<Decimal> tax = Decimal{};
    for (const SimLine& line : next().lines) {
      if (sum) sum = add(*sum, line.line_amount);
      if (tax) tax = add(*tax, line.tax_amount);
    }
    if (sum && tax && next().types == LineAmountTypes::inclusive) sum = subtract(*sum, *tax);
    Result<Decimal> total = sum && tax ? add(*sum, *tax) : Result<Decimal>(fail(ErrorKind::invalid, ""));
    if (!total) return refuse("The invoice total is too large.");
    next().sub_total = *sum;
    next().total_tax = *tax;
    read_rounding();
    next().total = Decimal::from_units(total->units() + next().rounding.units());
    const auto stated = number_of(element_, "Total");
    if (switches().wrong_totals_refused && stated && *stated && **stated != next().total)
      refuse("The invoice total does not equal the sum of the lines.");
    if (switches().negative_total_refused && next().total.is_negative())
      refuse("The document total cannot be negative.");
  }

  void read_rounding() {
    const auto rounding = number_of(element_, "RoundingAmount");
    if (rounding && !*rounding) return;
    const auto stated = [&](std::string_view name, Decimal is) {
      const auto number = number_of(element_, name);
      return number && *number && **number == is;
    };
    const bool fits = rounding && (*rounding)->magnitude() <= ten_cents && approving() &&
                      stated("SubTotal", next().sub_total) && stated("TotalTax", next().total_tax);
    const Decimal whole =
        fits ? Decimal::from_units(next().sub_total.units() + next().total_tax.units() + (*rounding)->units())
             : Decimal{};
    if (!fits || !stated("Total", whole))
      return refuse(
          "The RoundingAmount must be between -0.10 and 0.10 and agree with SubTotal, TotalTax and Total.");
    next().rounding = round(**rounding, 2);
  }

  void check_document() {
    const bool draft = next().status == "DRAFT";
    const std::string lock = locked_by(organisation_, next().date);
    const bool said = !plan_.errors.empty() &&
                      std::find(plan_.errors.begin(), plan_.errors.end(), lock) != plan_.errors.end();
    if (!lock.empty() && !said && (!draft || switches().lock_refuses_drafts)) refuse(lock);
    if (form().has_due_date && !next().due_date && approving())
      refuse("The DueDate must be specified for submitted and authorised invoices.");
    const bool newly =
        next().type == "ACCREC" && next().status == "AUTHORISED" && (old_ == nullptr || !old_->approved());
    if (newly && switches().approvals_a_month > 0 && approved_this_month() >= switches().approvals_a_month)
      refuse("You have reached the limit of invoices you can approve");
  }

  int approved_this_month() {
    const Date today = organisation_.zone.date_of(context_.now);
    return static_cast<int>(std::count_if(
        organisation_.invoices().begin(), organisation_.invoices().end(), [&](const SimInvoice& one) {
          const Date made = organisation_.zone.date_of(one.created);
          return one.approved() && made.year() == today.year() && made.month() == today.month();
        }));
  }

  void check_money_applied() {
    if (old_ == nullptr || !old_->money_applied()) return;
    const auto same_worth = [](const SimLine& a, const SimLine& b) {
      return a.id == b.id && a.quantity == b.quantity && a.unit_amount == b.unit_amount &&
             a.line_amount == b.line_amount && a.tax_amount == b.tax_amount && a.tax_type == b.tax_type &&
             a.item == b.item;
    };
    const bool same = std::equal(old_->lines.begin(), old_->lines.end(), next().lines.begin(),
                                 next().lines.end(), same_worth);
    if (!same || old_->date != next().date || old_->currency != next().currency ||
        old_->types != next().types || old_->total != next().total)
      refuse("This document cannot be edited as it has a payment or credit note allocated to it.");
  }

  void check_stock() {
    if (terms_.allow_backorders || plan_.failed()) return;
    const std::string short_of = short_item(organisation_, old_, next());
    if (!short_of.empty())
      refuse("The quantity of item '" + short_of + "' on hand is not sufficient for this transaction.");
  }

  const XeroOrganisation& organisation_;
  const BodyValue& element_;
  const WriteTerms& terms_;
  const CallContext& context_;
  const SimInvoice* old_ = nullptr;
  InvoicePlan plan_;
};

}  // namespace

bool InvoicePlan::failed() const {
  return !errors.empty() || (contact && !contact->errors.empty()) ||
         std::any_of(line_errors.begin(), line_errors.end(), [](const auto& list) { return !list.empty(); });
}

std::vector<std::string> InvoicePlan::all_errors() const {
  std::vector<std::string> out = errors;
  if (contact) out.insert(out.end(), contact->errors.begin(), contact->errors.end());
  for (const auto& list : line_errors) out.insert(out.end(), list.begin(), list.end());
  return out;
}

InvoicePlan plan_invoice(const XeroOrganisation& organisation, const BodyValue& element,
                         const WriteTerms& terms, const CallContext& context) {
  return Planner(organisation, element, terms, context).run();
}

const SimInvoice& carry_out(XeroOrganisation& organisation, InvoicePlan plan, Instant now) {
  SimInvoice next = std::move(plan.next);
  const SimList list = list_of(next);
  const XeroForm& form = form_of(list);
  if (plan.contact) next.contact_id = carry_out(organisation, std::move(*plan.contact), now);
  if (SimContact* contact = organisation.contact(next.contact_id)) {
    const bool buys = next.type.starts_with("ACCREC") || next.type == "RECEIVE";
    (buys ? contact->customer : contact->supplier) = true;
  }
  if (plan.is_new) {
    next.id = organisation.new_id(form.word);
    next.created = now;
    const std::string key = plan.without_number && !form.number_name.empty() ? "(no number) " + next.reference
                            : form.number_name.empty()                       ? next.reference
                                                                             : next.number;
    organisation.count_created(std::string(form.plural), key);
  } else {
    ++next.revision;
  }
  if (plan.without_number && next.type.starts_with("ACCREC")) next.number = organisation.next_number(list);
  for (SimLine& line : next.lines)
    if (line.id.empty()) line.id = organisation.new_id("line");
  next.updated = now;
  move_stock(organisation, organisation.document(list, next.id), next, now);
  const std::string id = next.id;
  organisation.store(std::move(next));
  return *organisation.document(list, id);
}

Decimal as_read(Decimal rate, const XeroSwitches& switches) {
  if (!switches.rate_is_base_per_foreign) return rate;
  return scale(Decimal::whole(1), Decimal::one, rate.units(), Decimal::places).value();
}

}  // namespace crosswalk::simulator::xero_sim
