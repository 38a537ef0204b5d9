// The tables of xero_shape.h: what Xero's requests look like (facts: "Objects").
#include "simulator/xero_shape.h"

namespace crosswalk::simulator::xero_sim {
namespace {

using Kind = Shape::Kind;

const std::vector<Shape>& address_shape() {
  static const std::vector<Shape> shape = {{"AddressType", Kind::word, "POBOX STREET DELIVERY"},
                                           {"AddressLine1"},
                                           {"AddressLine2"},
                                           {"AddressLine3"},
                                           {"AddressLine4"},
                                           {"City"},
                                           {"Region"},
                                           {"PostalCode"},
                                           {"Country"},
                                           {"AttentionTo"}};
  return shape;
}

const std::vector<Shape>& phone_shape() {
  static const std::vector<Shape> shape = {{"PhoneType", Kind::word, "DEFAULT DDI MOBILE FAX OFFICE"},
                                           {"PhoneNumber"},
                                           {"PhoneAreaCode"},
                                           {"PhoneCountryCode"}};
  return shape;
}

const std::vector<Shape>& person_shape() {
  static const std::vector<Shape> shape = {
      {"FirstName"}, {"LastName"}, {"EmailAddress"}, {"IncludeInEmails", Kind::boolean}};
  return shape;
}

const std::vector<Shape>& tracking_shape() {
  static const std::vector<Shape> shape = {
      {"Name"}, {"Option"}, {"TrackingCategoryID", Kind::guid}, {"TrackingOptionID", Kind::guid}};
  return shape;
}

const std::vector<Shape>& line_shape() {
  static const std::vector<Shape> shape = {{"LineItemID", Kind::guid},
                                           {"Description"},
                                           {"Quantity", Kind::number},
                                           {"UnitAmount", Kind::number},
                                           {"LineAmount", Kind::number},
                                           {"TaxAmount", Kind::number},
                                           {"DiscountRate", Kind::number},
                                           {"DiscountAmount", Kind::number},
                                           {"ItemCode"},
                                           {"AccountCode"},
                                           {"AccountID", Kind::guid},
                                           {"TaxType"},
                                           {"Tracking", Kind::list, {}, &tracking_shape()}};
  return shape;
}

const std::vector<Shape>& account_shape() {
  static const std::vector<Shape> shape = {{"AccountID", Kind::guid}, {"Code"}};
  return shape;
}

const std::vector<Shape>& named_invoice_shape() {
  static const std::vector<Shape> shape = {{"InvoiceID", Kind::guid}, {"InvoiceNumber"}};
  return shape;
}

const std::vector<Shape>& named_credit_note_shape() {
  static const std::vector<Shape> shape = {{"CreditNoteID", Kind::guid}, {"CreditNoteNumber"}};
  return shape;
}

const std::vector<Shape>& journal_line_shape() {
  static const std::vector<Shape> shape = {{"LineAmount", Kind::number},
                                           {"AccountCode"},
                                           {"AccountID", Kind::guid},
                                           {"Description"},
                                           {"TaxType"},
                                           {"TaxAmount", Kind::number},
                                           {"IsBlank", Kind::boolean},
                                           {"Tracking", Kind::list, {}, &tracking_shape()}};
  return shape;
}

const std::vector<Shape>& details_shape() {
  static const std::vector<Shape> shape = {
      {"UnitPrice", Kind::number}, {"AccountCode"}, {"COGSAccountCode"}, {"TaxType"}};
  return shape;
}

}  // namespace

const std::vector<Shape>& contact_shape() {
  static const std::vector<Shape> shape = {{"ContactID", Kind::guid},
                                           {"ContactNumber"},
                                           {"AccountNumber"},
                                           {"ContactStatus", Kind::word, "ACTIVE ARCHIVED GDPRREQUEST"},
                                           {"Name"},
                                           {"FirstName"},
                                           {"LastName"},
                                           {"EmailAddress"},
                                           {"CompanyNumber"},
                                           {"TaxNumber"},
                                           {"DefaultCurrency"},
                                           {"AccountsReceivableTaxType"},
                                           {"ContactPersons", Kind::list, {}, &person_shape()},
                                           {"Addresses", Kind::list, {}, &address_shape()},
                                           {"Phones", Kind::list, {}, &phone_shape()}};
  return shape;
}

const std::vector<Shape>& invoice_shape() {
  static const std::vector<Shape> shape = {
      {"InvoiceID", Kind::guid},
      {"Type", Kind::word, "ACCREC ACCPAY"},
      {"Status", Kind::word, "DRAFT SUBMITTED AUTHORISED PAID VOIDED DELETED"},
      {"Contact", Kind::object, {}, &contact_shape()},
      {"InvoiceNumber"},
      {"Reference"},
      {"Date", Kind::date},
      {"DueDate", Kind::date},
      {"LineAmountTypes", Kind::word, "Exclusive Inclusive NoTax"},
      {"CurrencyCode"},
      {"CurrencyRate", Kind::number},
      {"Url"},
      {"BrandingThemeID", Kind::guid},
      {"SentToContact", Kind::boolean},
      {"SubTotal", Kind::number},
      {"TotalTax", Kind::number},
      {"Total", Kind::number},
      {"RoundingAmount", Kind::number},
      {"LineItems", Kind::list, {}, &line_shape()}};
  return shape;
}

const std::vector<Shape>& credit_note_shape() {
  static const std::vector<Shape> shape = {
      {"CreditNoteID", Kind::guid},
      {"Type", Kind::word, "ACCRECCREDIT ACCPAYCREDIT"},
      {"Status", Kind::word, "DRAFT SUBMITTED AUTHORISED PAID VOIDED DELETED"},
      {"Contact", Kind::object, {}, &contact_shape()},
      {"CreditNoteNumber"},
      {"Reference"},
      {"Date", Kind::date},
      {"LineAmountTypes", Kind::word, "Exclusive Inclusive NoTax"},
      {"CurrencyCode"},
      {"CurrencyRate", Kind::number},
      {"SubTotal", Kind::number},
      {"TotalTax", Kind::number},
      {"Total", Kind::number},
      {"LineItems", Kind::list, {}, &line_shape()}};
  return shape;
}

const std::vector<Shape>& bank_transaction_shape() {
  static const std::vector<Shape> shape = {{"BankTransactionID", Kind::guid},
                                           {"Type", Kind::word, "SPEND RECEIVE"},
                                           {"Status", Kind::word, "AUTHORISED DELETED VOIDED"},
                                           {"Contact", Kind::object, {}, &contact_shape()},
                                           {"BankAccount", Kind::object, {}, &account_shape()},
                                           {"IsReconciled", Kind::boolean},
                                           {"Reference"},
                                           {"Date", Kind::date},
                                           {"LineAmountTypes", Kind::word, "Exclusive Inclusive NoTax"},
                                           {"CurrencyCode"},
                                           {"CurrencyRate", Kind::number},
                                           {"Url"},
                                           {"SubTotal", Kind::number},
                                           {"TotalTax", Kind::number},
                                           {"Total", Kind::number},
                                           {"LineItems", Kind::list, {}, &line_shape()}};
  return shape;
}

const std::vector<Shape>& payment_shape() {
  static const std::vector<Shape> shape = {{"PaymentID", Kind::guid},
                                           {"Invoice", Kind::object, {}, &named_invoice_shape()},
                                           {"CreditNote", Kind::object, {}, &named_credit_note_shape()},
                                           {"InvoiceNumber"},
                                           {"CreditNoteNumber"},
                                           {"Account", Kind::object, {}, &account_shape()},
                                           {"Date", Kind::date},
                                           {"Amount", Kind::number},
                                           {"CurrencyRate", Kind::number},
                                           {"Reference"},
                                           {"IsReconciled", Kind::boolean},
                                           {"Status", Kind::word, "AUTHORISED DELETED"}};
  return shape;
}

const std::vector<Shape>& batch_payment_shape() {
  static const std::vector<Shape> shape = {{"BatchPaymentID", Kind::guid},
                                           {"Account", Kind::object, {}, &account_shape()},
                                           {"Date", Kind::date},
                                           {"Reference"},
                                           {"Particulars"},
                                           {"Code"},
                                           {"Narrative"},
                                           {"Details"},
                                           {"Status", Kind::word, "AUTHORISED DELETED"},
                                           {"Payments", Kind::list, {}, &payment_shape()}};
  return shape;
}

const std::vector<Shape>& allocation_shape() {
  static const std::vector<Shape> shape = {
      {"Amount", Kind::number}, {"Date", Kind::date}, {"Invoice", Kind::object, {}, &named_invoice_shape()}};
  return shape;
}

const std::vector<Shape>& bank_transfer_shape() {
  static const std::vector<Shape> shape = {{"BankTransferID", Kind::guid},
                                           {"FromBankAccount", Kind::object, {}, &account_shape()},
                                           {"ToBankAccount", Kind::object, {}, &account_shape()},
                                           {"Amount", Kind::number},
                                           {"Date", Kind::date},
                                           {"Reference"},
                                           {"FromIsReconciled", Kind::boolean},
                                           {"ToIsReconciled", Kind::boolean},
                                           {"Status", Kind::word, "AUTHORISED DELETED"}};
  return shape;
}

const std::vector<Shape>& journal_shape() {
  static const std::vector<Shape> shape = {{"ManualJournalID", Kind::guid},
                                           {"Narration"},
                                           {"Date", Kind::date},
                                           {"Status", Kind::word, "DRAFT POSTED DELETED VOIDED"},
                                           {"LineAmountTypes", Kind::word, "Exclusive Inclusive NoTax"},
                                           {"Url"},
                                           {"ShowOnCashBasisReports", Kind::boolean},
                                           {"JournalLines", Kind::list, {}, &journal_line_shape()}};
  return shape;
}

const std::vector<Shape>& item_shape() {
  static const std::vector<Shape> shape = {{"ItemID", Kind::guid},
                                           {"Code"},
                                           {"Name"},
                                           {"Description"},
                                           {"PurchaseDescription"},
                                           {"InventoryAssetAccountCode"},
                                           {"IsSold", Kind::boolean},
                                           {"IsPurchased", Kind::boolean},
                                           {"SalesDetails", Kind::object, {}, &details_shape()},
                                           {"PurchaseDetails", Kind::object, {}, &details_shape()}};
  return shape;
}

}  // namespace crosswalk::simulator::xero_sim
