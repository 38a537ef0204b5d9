#include "simulator/walmart_recon_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "simulator/catalogue.h"
#include "simulator/world_dice.h"
#include "simulator/world_goods.h"
#include "simulator/world_places.h"

namespace crosswalk::simulator {
namespace {

la_ssize_t take(archive*, void* sink, const void* bytes, std::size_t size) {
  (*static_cast<const TextSink*>(sink))({static_cast<const char*>(bytes), size});
  return static_cast<la_ssize_t>(size);
}

Error zip_error(archive* zip) {
  const char* why = archive_error_string(zip);
  return fail(ErrorKind::outside,
              std::string("cannot write the ZIP of a settlement report: ") + (why == nullptr ? "?" : why));
}

// The four rows of the n-th sale of a large report.
class LargeSale {
 public:
  LargeSale(std::uint64_t seed, std::int64_t n, Date start, int days)
      : dice_(seed, static_cast<std::uint64_t>(n)) {
    const CatalogueItem& item = dice_.pick(catalogue());
    const GoodsClass& goods = goods_class(item.sku);
    const WorldPlace& place = dice_.pick(places());
    row_.posted = start.plus_days(static_cast<int>(dice_.below(days)));
    row_.key = "2026_01_01_" + std::to_string(1'000'000 + n);
    row_.type = "Sale";
    row_.description = "Purchase";
    row_.customer_order = std::to_string(200'000'000'000'000 + n);
    row_.po = std::to_string(108'000'000'000'000 + n);
    row_.customer_line = row_.po_line = "1";
    row_.quantity = 1;
    row_.sku = std::string(item.sku);
    row_.product_name = std::string(item.name) + ", new";
    row_.state = std::string(place.state);
    row_.city = std::string(place.city);
    row_.zip = std::string(place.zip);
    row_.category = std::string(goods.category);
    row_.product_type = std::string(goods.product_type);
    row_.tax_code = std::string(goods.tax_code);
    rate_ = goods.rate;
    tax_rate_ = place.tax_rate;
    price_ = Decimal::parse(item.price).value();
  }

  const SettlementRow& row(int which) {
    const Decimal tax = scale(price_, tax_rate_, 100'000, 2).value();
    const auto say = [&](RowKind kind, const char* amount_type, Decimal amount) -> const SettlementRow& {
      row_.kind = kind;
      row_.amount_type = amount_type;
      row_.amount = amount;
      return row_;
    };
    if (which == 0) return say(RowKind::product, "Product Price", price_);
    if (which == 1) return say(RowKind::tax, "Product tax", tax);
    if (which == 2) return say(RowKind::tax_withheld, "Product tax withheld", tax.negated());
    row_.rate = row_.base_rate = rate_;
    row_.base_commission = scale(price_, -rate_, 100, 2).value();
    return say(RowKind::commission, "Commission on Product", row_.base_commission);
  }

 private:
  WorldDice dice_;
  SettlementRow row_;
  Decimal price_;
  int rate_ = 0;
  int tax_rate_ = 0;
};

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += cells[i];
      continue;
    }
    line += '"';
    for (const char c : cells[i]) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line + "\n";
}

void write_recon_csv(const ReconReport& report, const ReconStyle& style, const TextSink& out) {
  if (style.byte_order_mark) out("\xEF\xBB\xBF");
  const auto names = recon_columns(style);
  out(csv_line({names.begin(), names.end()}));
  std::vector<std::string> count(names.size());
  count.front() = count_line(report, style);
  out(csv_line(count));
  out(csv_line(summary_cells(report, style)));
  report.each([&](const SettlementRow& row) { out(csv_line(row_cells(row, style))); });
}

Result<void> write_zip(const std::string& name, const std::function<void(const TextSink&)>& write,
                       const TextSink& out) {
  const std::unique_ptr<archive, int (*)(archive*)> zip(archive_write_new(), archive_write_free);
  const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(),
                                                                       archive_entry_free);
  archive_write_set_format_zip(zip.get());
  // The quickest: what is measured is who reads it.
  archive_write_set_options(zip.get(), "zip:compression-level=1");
  archive_write_set_bytes_in_last_block(zip.get(), 1);
  TextSink sink = out;
  if (archive_write_open(zip.get(), &sink, nullptr, take, nullptr) != ARCHIVE_OK) return zip_error(zip.get());
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), 0, 0);  // the same report, the same bytes
  if (archive_write_header(zip.get(), entry.get()) != ARCHIVE_OK) return zip_error(zip.get());
  bool good = true;
  write([&](std::string_view text) {
    const auto size = static_cast<la_ssize_t>(text.size());
    good = good && archive_write_data(zip.get(), text.data(), text.size()) == size;
  });
  if (!good || archive_write_close(zip.get()) != ARCHIVE_OK) return zip_error(zip.get());
  return {};
}

Result<std::string> recon_zip(const ReconReport& report, const ReconStyle& style) {
  std::string bytes;
  const auto written = write_zip(
      "settlement_" + report.end.text() + ".csv",
      [&](const TextSink& out) { write_recon_csv(report, style, out); },
      [&](std::string_view part) { bytes += part; });
  if (!written) return written.error();
  return bytes;
}

ReconReport large_report(std::uint64_t seed, std::int64_t rows, Date start, Date end) {
  ReconReport report;
  report.start = start;
  report.end = end;
  report.paid = end.plus_days(4);
  report.rows = rows;
  const int days = end.days() - start.days() + 1;
  report.each = [=](const ReconReport::RowSink& sink) {
    for (std::int64_t n = 0; n * 4 < rows; ++n) {
      LargeSale sale(seed, n, start, days);
      for (int which = 0; which < 4 && n * 4 + which < rows; ++which) sink(sale.row(which));
    }
  };
  std::int64_t sum = 0;
  report.each([&](const SettlementRow& row) { sum += row.amount.units(); });
  report.payable = Decimal::from_units(sum);
  return report;
}

}  // namespace crosswalk::simulator
