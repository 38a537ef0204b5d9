#include "simulator/world_places.h"

#include <algorithm>
#include <array>

namespace crosswalk::simulator {
namespace {

constexpr WorldPlace all_places[] = {
    {"AL", "Birmingham", "35203", 10000},
    {"AK", "Anchorage", "99501", 0},
    {"AZ", "Phoenix", "85003", 8600},
    {"AR", "Little Rock", "72201", 8625},
    {"CA", "Sacramento", "95814", 8750},
    {"CO", "Denver", "80202", 8810},
    {"CT", "Hartford", "06103", 6350},
    {"DE", "Wilmington", "19801", 0},
    {"DC", "Washington", "20001", 6000},
    {"FL", "Orlando", "32801", 6500},
    {"GA", "Atlanta", "30303", 8900},
    {"HI", "Honolulu", "96813", 4500},
    {"ID", "Boise", "83702", 6000},
    {"IL", "Springfield", "62701", 9750},
    {"IN", "Indianapolis", "46204", 7000},
    {"IA", "Des Moines", "50309", 7000},
    {"KS", "Topeka", "66603", 9150},
    {"KY", "Louisville", "40202", 6000},
    {"LA", "Baton Rouge", "70802", 9950},
    {"ME", "Portland", "04101", 5500},
    {"MD", "Baltimore", "21202", 6000},
    {"MA", "Boston", "02108", 6250},
    {"MI", "Lansing", "48933", 6000},
    {"MN", "Saint Paul", "55101", 7875},
    {"MS", "Jackson", "39201", 8000},
    {"MO", "Jefferson City", "65101", 7975},
    {"MT", "Helena", "59601", 0},
    {"NE", "Lincoln", "68508", 7250},
    {"NV", "Reno", "89501", 8265},
    {"NH", "Concord", "03301", 0},
    {"NJ", "Trenton", "08608", 6625},
    {"NM", "Santa Fe", "87501", 8187},
    {"NY", "Albany", "12207", 8000},
    {"NC", "Raleigh", "27601", 7250},
    {"ND", "Bismarck", "58501", 7000},
    {"OH", "Columbus", "43215", 7500},
    {"OK", "Oklahoma City", "73102", 8625},
    {"OR", "Salem", "97301", 0},
    {"PA", "Harrisburg", "17101", 6000},
    {"RI", "Providence", "02903", 7000},
    {"SC", "Columbia", "29201", 8000},
    {"SD", "Pierre", "57501", 6200},
    {"TN", "Nashville", "37203", 9250},
    {"TX", "Austin", "78701", 8250},
    {"UT", "Salt Lake City", "84101", 7750},
    {"VT", "Montpelier", "05602", 7000},
    {"VA", "Richmond", "23219", 6000},
    {"WA", "Olympia", "98501", 9600},
    {"WV", "Charleston", "25301", 7000},
    {"WI", "Madison", "53703", 5500},
    {"WY", "Cheyenne", "82001", 6000},
};

constexpr std::string_view all_first_names[] = {"Ada",   "Bram",   "Celia", "Dorian", "Effie",  "Fitz",
                                                "Greta", "Hollis", "Inez",  "Jory",   "Keziah", "Linus",
                                                "Maeve", "Nadia",  "Orson", "Perla"};
constexpr std::string_view all_last_names[] = {"Alderwick", "Birchmoor",  "Coppersmith", "Dunmarrow",
                                               "Elmsworth", "Fennimore",  "Grayfallow",  "Hollowell",
                                               "Inkpen",    "Juniperson", "Kestrelby",   "Larkspurn"};
constexpr std::string_view all_streets[] = {"Quince Lane",     "Harbor Row",     "Old Mill Road",
                                            "Tamarack Avenue", "Foxglove Court", "Ninth Street",
                                            "Prairie Drive",   "Saltbox Way"};
constexpr std::string_view all_unicode_names[] = {
    "Zoë Ångström", "José-María Ñúñez", "Łukasz Żółkiewski", "李 小雨", "O\"Malley \\ Søn", "Renée 🌻 D’Été",
};

}  // namespace

std::span<const WorldPlace> places() {
  return all_places;
}

const WorldPlace* place_in(std::string_view state) {
  const auto* found = std::find_if(std::begin(all_places), std::end(all_places),
                                   [&](const WorldPlace& p) { return p.state == state; });
  return found == std::end(all_places) ? nullptr : found;
}

std::span<const std::string_view> first_names() {
  return all_first_names;
}
std::span<const std::string_view> last_names() {
  return all_last_names;
}
std::span<const std::string_view> streets() {
  return all_streets;
}
std::span<const std::string_view> unicode_names() {
  return all_unicode_names;
}

}  // namespace crosswalk::simulator
