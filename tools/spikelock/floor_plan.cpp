// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/floor_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace slk {
namespace {

// Pixels.
constexpr int kTile = 132, kGap = 56, kMargin = 36, kTop = 86, kBottom = 96;
constexpr int kPitch = kTile + kGap;

// From cold to hot, dark enough on white at the cold end; even in lightness to the eye.
std::string heat(double share) {
  struct Colour {
    double r, g, b;
  };
  constexpr std::array<Colour, 5> kScale{
      {{198, 211, 224}, {122, 172, 201}, {243, 196, 93}, {231, 120, 58}, {178, 24, 43}}};
  const double at = std::clamp(share, 0.0, 1.0) * (kScale.size() - 1);
  const auto low = std::min<std::size_t>(static_cast<std::size_t>(at), kScale.size() - 2);
  const double part = at - static_cast<double>(low);
  const auto mix = [&](double a, double b) { return std::lround(a + (b - a) * part); };
  std::ostringstream out;
  out << "rgb(" << mix(kScale[low].r, kScale[low + 1].r) << ','
      << mix(kScale[low].g, kScale[low + 1].g) << ',' << mix(kScale[low].b, kScale[low + 1].b)
      << ')';
  return out.str();
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    result += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  }
  return result;
}

class Picture {
 public:
  Picture(const PlacementReport& report, double steps) : report_(report), steps_(steps) {
    const LinkLoad* hottest = report.hottest();
    most_ = hottest ? static_cast<double>(hottest->packets) : 0;
  }

  std::string draw(const std::string& title, const std::string& subtitle, const std::string& unit);

 private:
  int width() const {
    const int mesh = static_cast<int>(report_.mesh.width) * kPitch - kGap;
    return std::max(mesh, 440) + 2 * kMargin;
  }
  int bottom() const { return kTop + static_cast<int>(report_.mesh.height) * kPitch - kGap; }
  int left(std::uint32_t core) const {
    const int mesh = static_cast<int>(report_.mesh.width) * kPitch - kGap;
    return (width() - mesh) / 2 + static_cast<int>(report_.mesh.x(core)) * kPitch;
  }
  // Row 0 is at the bottom: north is up.
  int top(std::uint32_t core) const {
    return kTop + static_cast<int>(report_.mesh.height - 1 - report_.mesh.y(core)) * kPitch;
  }
  void draw_tile(std::uint32_t core);
  void draw_link(const LinkLoad& link);
  void draw_legend(const std::string& unit);
  void text(int x, int y, const std::string& style, const std::string& words) {
    out_ << "<text x='" << x << "' y='" << y << "' class='" << style << "'>" << escaped(words)
         << "</text>\n";
  }
  std::string count(double packets) const {
    std::ostringstream out;
    const double value = packets / steps_;
    if (value > 0 && value < 0.05) return "< 0.1";
    out << std::fixed << std::setprecision(value < 10 && value != std::floor(value) ? 1 : 0)
        << value;
    return out.str();
  }

  const PlacementReport& report_;
  const double steps_;
  double most_ = 0;
  std::ostringstream out_;
};

void Picture::draw_tile(std::uint32_t core) {
  const int x = left(core), y = top(core);
  const std::vector<Fill>& fills = report_.fills[core];
  const bool used = std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.used; });
  out_ << "<rect x='" << x << "' y='" << y << "' width='" << kTile << "' height='" << kTile
       << "' rx='8' class='" << (used ? "tile" : "tile empty") << "'/>\n";
  text(x + 10, y + 19, used ? "core" : "core pale",
       std::to_string(report_.mesh.x(core)) + "," + std::to_string(report_.mesh.y(core)));
  if (!used) return;
  // Bars begin behind the longest name.
  constexpr int kBar = 46, kLeft = 76, kStep = 17;
  int row = y + 40;
  for (const Fill& fill : fills) {
    const double share =
        fill.limit > 0 ? static_cast<double>(fill.used) / static_cast<double>(fill.limit) : 0;
    text(x + 10, row, "name", fill.what == "synapse words" ? "words" : fill.what);
    out_ << "<rect x='" << x + kLeft << "' y='" << row - 8 << "' width='" << kBar
         << "' height='8' rx='2' class='bar'/>\n";
    const double length = fill.used > 0 ? std::max(1.0, kBar * std::min(share, 1.0)) : 0;
    out_ << "<rect x='" << x + kLeft << "' y='" << row - 8 << "' width='" << length
         << "' height='8' rx='2' class='" << (share > 0.9 ? "full" : "fill") << "'><title>"
         << fill.what << ": " << fill.used << " of " << fill.limit << "</title></rect>\n";
    row += kStep;
  }
}

// An arrow in the gap between two tiles, as thick as its load; the two directions side by side.
void Picture::draw_link(const LinkLoad& link) {
  constexpr int kAside = 13, kHead = 9;
  const double share = most_ > 0 ? static_cast<double>(link.packets) / most_ : 0;
  const int half = kTile / 2;
  int x = left(link.from) + half, y = top(link.from) + half;
  const int dx = (left(link.to) - left(link.from)) / kPitch;
  const int dy = (top(link.to) - top(link.from)) / kPitch;
  x += dx * (half + 5) - dy * kAside;
  y += dy * (half + 5) + dx * kAside;
  const int length = kGap - 10 - kHead;
  const std::string colour = link.packets > 0 ? heat(share) : "#e4e7eb";
  const double thick = link.packets > 0 ? 2.5 + 5.5 * share : 1.5;
  const int tip_x = x + dx * length, tip_y = y + dy * length;
  out_ << "<g><title>" << report_.mesh.name(link.from) << " to " << report_.mesh.name(link.to)
       << ": " << count(static_cast<double>(link.packets)) << "</title><line x1='" << x << "' y1='"
       << y << "' x2='" << tip_x << "' y2='" << tip_y << "' stroke='" << colour
       << "' stroke-width='" << thick << "'/><polygon fill='" << colour << "' points='"
       << tip_x + dx * kHead << ',' << tip_y + dy * kHead << ' ' << tip_x - dy * 7 << ','
       << tip_y + dx * 7 << ' ' << tip_x + dy * 7 << ',' << tip_y - dx * 7 << "'/></g>\n";
  if (link.packets == 0) return;
  const int middle_x = x + dx * (kGap - 10) / 2, middle_y = y + dy * (kGap - 10) / 2;
  const std::string load = count(static_cast<double>(link.packets));
  if (dx != 0) {
    text(middle_x, middle_y + (dx > 0 ? 15 : -8), "load", load);
  } else {
    text(middle_x + (dy > 0 ? -8 : 8), middle_y + 4, dy > 0 ? "load end" : "load start", load);
  }
}

void Picture::draw_legend(const std::string& unit) {
  const int x = kMargin, y = bottom() + 40;
  constexpr int kSteps = 60, kWidth = 3;
  for (int i = 0; i < kSteps; ++i) {
    out_ << "<rect x='" << x + i * kWidth << "' y='" << y << "' width='" << kWidth + 1
         << "' height='10' fill='" << heat(static_cast<double>(i) / (kSteps - 1)) << "'/>\n";
  }
  text(x, y + 26, "name", "0");
  text(x + kSteps * kWidth, y + 26, "name end", count(most_));
  text(x, y - 8, "name", "load of a link");
  text(x, y + 42, "name", unit);
  const int right = x + kSteps * kWidth + 40;
  text(right, y - 8, "name", "fill of a core");
  out_ << "<rect x='" << right << "' y='" << y << "' width='46' height='10' rx='2' class='bar'/>"
       << "<rect x='" << right << "' y='" << y << "' width='28' height='10' rx='2' class='fill'/>\n"
       << "<rect x='" << right + 110 << "' y='" << y
       << "' width='46' height='10' rx='2' class='bar'/><rect x='" << right + 110 << "' y='" << y
       << "' width='43' height='10' rx='2' class='full'/>\n";
  text(right, y + 26, "name", "up to 90 %");
  text(right + 110, y + 26, "name", "above");
}

std::string Picture::draw(const std::string& title, const std::string& subtitle,
                          const std::string& unit) {
  const int height = bottom() + kBottom;
  out_ << "<svg xmlns='http://www.w3.org/2000/svg' width='" << width() << "' height='" << height
       << "' viewBox='0 0 " << width() << ' ' << height << "'>\n"
       << "<style>text{font-family:Helvetica,Arial,sans-serif;fill:#1f2933}"
          ".title{font-size:20px;font-weight:bold}.sub{font-size:13px;fill:#52606d}"
          ".core{font-size:13px;font-weight:bold}.pale{fill:#9aa5b1}"
          ".name{font-size:11px;fill:#52606d}.load{font-size:11px;text-anchor:middle}"
          ".end{text-anchor:end}.start{text-anchor:start}"
          ".tile{fill:#f7f9fb;stroke:#9aa5b1;stroke-width:1.2}"
          ".empty{stroke:#d5dbe1;stroke-dasharray:5 4;fill:#fff}"
          ".bar{fill:#e4e7eb}.fill{fill:#3e7cb1}.full{fill:#d1603d}</style>\n"
       << "<rect width='" << width() << "' height='" << height << "' fill='#fff'/>\n";
  text(kMargin, 38, "title", title);
  text(kMargin, 60, "sub", subtitle);
  for (const LinkLoad& link : report_.links) draw_link(link);
  for (std::uint32_t c = 0; c < report_.mesh.cores(); ++c) draw_tile(c);
  draw_legend(unit);
  out_ << "</svg>\n";
  return out_.str();
}

}  // namespace

std::string floor_plan(const PlacementReport& report, const std::string& title,
                       const std::string& subtitle, const std::string& unit, double steps) {
  return Picture(report, steps).draw(title, subtitle, unit);
}

}  // namespace slk
