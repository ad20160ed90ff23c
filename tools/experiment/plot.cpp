// SPDX-License-Identifier: Apache-2.0
// A plot: curves over common axes.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tools/experiment/svg.hpp"

namespace slk::experiment {
namespace {

constexpr int kWidth = 720;
constexpr int kHeight = 420;
constexpr int kLeft = 64;
constexpr int kRight = 20;
constexpr int kTop = 40;
constexpr int kBottom = 52;
const char* const kColours[] = {"#c0392b", "#2f6fb3", "#2e8b57", "#b58900", "#7b4fa3", "#5b7083"};

// A distance between ticks: 1, 2 or 5 times a power of ten, at most nine of them in `span`.
double tick_of(double span) {
  const double power = std::pow(10, std::floor(std::log10(span)) - 1);
  for (const double times : {1.0, 2.0, 5.0, 10.0}) {
    if (span / (power * times) <= 9) return power * times;
  }
  return power * 20;
}

// The range of an axis, in ticks, and where a value lies on it.
struct Axis {
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();
  double tick = 1;
  double begin = 0, end = 0;  // pixels

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  void round_to_ticks() {
    if (low == high) high = low + 1;
    tick = tick_of(high - low);
    low = std::floor(low / tick) * tick;
    high = std::ceil(high / tick) * tick;
  }
  double at(double value) const { return begin + (value - low) / (high - low) * (end - begin); }
};

std::string label(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

void draw_axes(Svg& svg, const Axis& x, const Axis& y) {
  for (double t = x.low; t <= x.high + x.tick / 2; t += x.tick) {
    svg.add_line(x.at(t), y.begin, x.at(t), y.end, "#e4e7eb");
    svg.add_text(x.at(t), y.begin + 18, label(t), "middle");
  }
  for (double t = y.low; t <= y.high + y.tick / 2; t += y.tick) {
    svg.add_line(x.begin, y.at(t), x.end, y.at(t), "#e4e7eb");
    svg.add_text(x.begin - 8, y.at(t) + 4, label(t), "end");
  }
  if (x.low < 0 && x.high > 0) svg.add_line(x.at(0), y.begin, x.at(0), y.end, "#7b8794");
  if (y.low < 0 && y.high > 0) svg.add_line(x.begin, y.at(0), x.end, y.at(0), "#7b8794");
}

}  // namespace

std::string draw_plot(const std::string& title, const std::string& x_name,
                      const std::string& y_name, const std::vector<Curve>& curves) {
  Axis x, y;
  for (const Curve& curve : curves) {
    for (const auto& points : {curve.line, curve.dots}) {
      for (const auto& [px, py] : points) {
        x.include(px);
        y.include(py);
      }
    }
  }
  x.round_to_ticks();
  y.round_to_ticks();
  x.begin = kLeft;
  x.end = kWidth - kRight;
  y.begin = kHeight - kBottom;
  y.end = kTop;
  Svg svg(kWidth, kHeight, title + "; " + x_name + "; " + y_name);
  draw_axes(svg, x, y);
  svg.add_text((x.begin + x.end) / 2, kHeight - 12, x_name, "middle");
  svg.add_text(kLeft - 48, kTop - 24, y_name);
  for (std::size_t c = 0; c < curves.size(); ++c) {
    const char* const colour = kColours[c % std::size(kColours)];
    std::vector<std::pair<double, double>> line;
    for (const auto& [px, py] : curves[c].line) line.emplace_back(x.at(px), y.at(py));
    svg.add_polyline(line, colour);
    for (const auto& [px, py] : curves[c].dots) svg.add_dot(x.at(px), y.at(py), 2.2, colour);
    const double row = kTop + 16 + 18 * static_cast<double>(c);
    svg.add_line(x.end - 130, row - 4, x.end - 106, row - 4, colour, 2.5);
    svg.add_text(x.end - 100, row, curves[c].name);
  }
  return svg.text();
}

}  // namespace slk::experiment
