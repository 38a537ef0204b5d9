#include "simulator/xero_shape.h"

#include <algorithm>

#include "simulator/xero_text.h"

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

std::string cannot_convert(const BodyValue& value, std::string_view to, const std::string& path) {
  const bool shown = value.kind == BodyValue::Kind::text || value.kind == BodyValue::Kind::number;
  return "Error converting value " + (shown ? "\"" + value.text + "\" " : std::string()) + "to type '" +
         std::string(to) + "'. Path '" + path + "'.";
}

std::string misfit_of(const BodyValue& value, const Shape& shape, const std::string& path) {
  switch (shape.kind) {
    case Kind::text:
      return value.kind == BodyValue::Kind::text ? "" : cannot_convert(value, "System.String", path);
    case Kind::number:
      return value.kind == BodyValue::Kind::number ? "" : cannot_convert(value, "System.Decimal", path);
    case Kind::boolean:
      return value.kind == BodyValue::Kind::boolean ? "" : cannot_convert(value, "System.Boolean", path);
    case Kind::date: {
      if (value.kind != BodyValue::Kind::text) return cannot_convert(value, "System.DateTime", path);
      const auto date = read_date(value.text);
      return date ? "" : date.error().message;
    }
    case Kind::guid:
      return value.kind == BodyValue::Kind::text && is_guid(value.text)
                 ? ""
                 : cannot_convert(value, "System.Guid", path);
    case Kind::word: {
      const auto words = split(shape.words, ' ');
      const bool known = value.kind == BodyValue::Kind::text &&
                         std::find(words.begin(), words.end(), value.text) != words.end();
      return known ? "" : cannot_convert(value, shape.name, path);
    }
    case Kind::object:
      if (value.kind != BodyValue::Kind::object) return cannot_convert(value, shape.name, path);
      return misfit(value, *shape.inner, path);
    case Kind::list:
      if (value.kind != BodyValue::Kind::array) return cannot_convert(value, shape.name, path);
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        const std::string at = path + "[" + std::to_string(i) + "]";
        if (value.items[i].kind != BodyValue::Kind::object)
          return cannot_convert(value.items[i], shape.name, at);
        if (auto found = misfit(value.items[i], *shape.inner, at); !found.empty()) return found;
      }
      return "";
  }
  return "";
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

std::string misfit(const BodyValue& object, const std::vector<Shape>& shape, const std::string& path) {
  for (const Shape& field : shape) {
    const BodyValue* value = object.find(field.name);
    if (value == nullptr) continue;
    if (auto found = misfit_of(*value, field, path + "." + std::string(field.name)); !found.empty())
      return found;
  }
  return "";
}

}  // namespace crosswalk::simulator::xero_sim
