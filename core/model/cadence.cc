#include "model/cadence.h"

namespace crosswalk {
namespace {

constexpr Millis minute{60'000};
constexpr Millis hour{3'600'000};

}  // namespace

Schedule usual_schedule() {
  Schedule usual;
  usual.kinds["orders"] = {5 * minute, {}, every_weekday};
  usual.kinds["returns"] = {hour, {}, every_weekday};
  usual.kinds["settlements"] = {Millis(0), {6 * hour}, every_weekday};
  usual.kinds["statement"] = {Millis(0), {6 * hour}, every_weekday};
  usual.kinds["stock"] = {15 * minute, {}, every_weekday};
  usual.kinds["prices"] = {Millis(0), {2 * hour}, every_weekday};
  usual.kinds["changes"] = {hour, {}, every_weekday};
  usual.overlap = Cadence{Millis(0), {3 * hour + 30 * minute}, every_weekday};
  return usual;
}

}  // namespace crosswalk
