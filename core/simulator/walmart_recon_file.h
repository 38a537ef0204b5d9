// A settlement report as the file that Walmart sends: CSV in a ZIP (walmart.md §4.1, §4.2), written as a
// stream, so that a report may be larger than memory. Pure but for the sink.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "simulator/walmart_recon_columns.h"

namespace crosswalk::simulator {

using TextSink = std::function<void(std::string_view)>;

// A line of CSV, with its end.
std::string csv_line(const std::vector<std::string>& cells);
void write_recon_csv(const ReconReport& report, const ReconStyle& style, const TextSink& out);
// One file `name` in a ZIP; `write` brings its content piece by piece.
Result<void> write_zip(const std::string& name, const std::function<void(const TextSink&)>& write,
                       const TextSink& out);
Result<std::string> recon_zip(const ReconReport& report, const ReconStyle& style);

// A report of that many rows, in whole sales of four rows (the last one may be cut), out of a seed: for
// measuring what reads reports. Every row is made when it is asked for.
ReconReport large_report(std::uint64_t seed, std::int64_t rows, Date start, Date end);

}  // namespace crosswalk::simulator
