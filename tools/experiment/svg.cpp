// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/svg.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace slk::experiment {
namespace {

// At most two decimals, no zeros behind them.
std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  std::string s = text;
  s.erase(s.find_last_not_of('0') + 1);
  if (s.back() == '.') s.pop_back();
  return s == "-0" ? "0" : s;
}

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + value + "\"";
}

std::string attribute(const char* name, double value) { return attribute(name, number(value)); }

std::string escaped(const std::string& text) {
  std::string all;
  for (const char c : text) {
    all += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  }
  return all;
}

}  // namespace

Svg::Svg(int width, int height, const std::string& title) {
  body_ =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(width) + " " +
      std::to_string(height) + "\" width=\"" + std::to_string(width) + "\" height=\"" +
      std::to_string(height) +
      "\" role=\"img\" aria-labelledby=\"title\" font-family=\"Helvetica, Arial, sans-serif\">\n"
      "<title id=\"title\">" +
      escaped(title) + "</title>\n<!-- SPDX-License-Identifier: Apache-2.0 -->\n";
  add_square(0, 0, width, height, "#ffffff");
}

void Svg::add_square(double x, double y, double width, double height, const std::string& fill) {
  body_ += "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
           attribute("height", height) + attribute("fill", fill) + "/>\n";
}

void Svg::add_text(double x, double y, const std::string& text, const std::string& anchor,
                   int size) {
  body_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("text-anchor", anchor) +
           attribute("font-size", size) + attribute("fill", "#1f2933") + ">" + escaped(text) +
           "</text>\n";
}

void Svg::add_line(double x1, double y1, double x2, double y2, const std::string& stroke,
                   double width) {
  body_ += "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) +
           attribute("y2", y2) + attribute("stroke", stroke) + attribute("stroke-width", width) +
           "/>\n";
}

void Svg::add_path(const std::string& path, const std::string& fill) {
  body_ += "<path" + attribute("d", path) + attribute("fill", fill) + "/>\n";
}

void Svg::add_polyline(const std::vector<std::pair<double, double>>& points,
                       const std::string& stroke) {
  std::string list;
  for (const auto& [x, y] : points) list += number(x) + "," + number(y) + " ";
  body_ += "<polyline" + attribute("points", list) + attribute("fill", "none") +
           attribute("stroke", stroke) + attribute("stroke-width", 1.8) + "/>\n";
}

void Svg::add_dot(double x, double y, double radius, const std::string& fill) {
  body_ += "<circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", radius) +
           attribute("fill", fill) + "/>\n";
}

std::string Svg::text() const { return body_ + "</svg>\n"; }

std::string colour_of(int value, int most) {
  constexpr int kShades = 16;
  const int shade = kShades * std::min(std::abs(value), most) / std::max(most, 1);
  const int fade = 255 - 255 * shade / kShades;
  char text[8];
  const int red = value < 0 ? fade : 255 - (255 - fade) / 5;
  const int blue = value > 0 ? fade : 255 - (255 - fade) / 5;
  std::snprintf(text, sizeof text, "#%02x%02x%02x", red, fade, blue);
  return text;
}

}  // namespace slk::experiment
