// SPDX-License-Identifier: Apache-2.0
// Drawings as SVG text, readable on light and on dark pages.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace slk::experiment {

// A drawing of this size, in pixels, on a background of its own.
class Svg {
 public:
  Svg(int width, int height, const std::string& title);
  void add_square(double x, double y, double width, double height, const std::string& fill);
  void add_text(double x, double y, const std::string& text, const std::string& anchor = "start",
                int size = 12);
  void add_line(double x1, double y1, double x2, double y2, const std::string& stroke,
                double width = 1);
  // Any shape, in the language of an SVG path.
  void add_path(const std::string& path, const std::string& fill);
  void add_polyline(const std::vector<std::pair<double, double>>& points,
                    const std::string& stroke);
  void add_dot(double x, double y, double radius, const std::string& fill);
  // The file.
  std::string text() const;

 private:
  std::string body_;
};

// The colour of a value in -most..most, in 16 shades: blue below, white at and red above zero.
std::string colour_of(int value, int most);

// One line of a plot, and dots of its colour.
struct Curve {
  std::string name;
  std::vector<std::pair<double, double>> line;
  std::vector<std::pair<double, double>> dots;
};

// Curves over common axes, which show all points and whose ticks lie at round numbers.
std::string draw_plot(const std::string& title, const std::string& x_name,
                      const std::string& y_name, const std::vector<Curve>& curves);

}  // namespace slk::experiment
