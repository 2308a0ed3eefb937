# Computes the survival curve of an exported stretches.csv again, independently of the program.
#   Rscript lab/durations/check.R stretches.csv [AGE ...]     prints age, Turnbull's estimate, and the likelihood's
library(survival)
arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[1], stringsAsFactors = FALSE)
ages <- if (length(arguments) > 1) as.numeric(arguments[-1]) else seq(10, 60, 10)
day <- function(text) as.numeric(as.POSIXct(text, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC")) / 86400
ended <- table$ended == "true"
truncated <- table$left_truncated == "true"
width <- ifelse(truncated, 0, day(table$open_by) - day(table$open_after))
least <- day(table$seen_until) - day(table$open_by)
end_width <- ifelse(ended, day(table$closed_by) - day(table$seen_until), Inf)
age <- pmax(table$entry_age - 0.5, 0)
keep <- !is.na(table$entry_age) & !(ended & day(table$closed_by) <= day(table$open_by))

own <- keep & !truncated
turnbull <- survfit(Surv(table$days_min[own], ifelse(ended, table$days_max, NA)[own], type = "interval2") ~ 1)

# the report's ages between which the hazard is constant: as many ends between any two, none closer than censuses are
middle <- (least + ifelse(ended, end_width, 0) / 2 + ifelse(truncated, age, width / 2))[keep]
pieces <- min(max(sum(ended[keep]) %/% 25, 1), 10)
knots <- 0
for (quantile in quantile(middle[ended[keep]], seq(0, 1, length.out = pieces + 1))[seq_len(pieces - 1) + 1])
  if (quantile - tail(knots, 1) >= median(width[keep & !truncated])) knots <- c(knots, unname(quantile))
knots <- c(knots, Inf)
hazard <- function(t, rates) {
  total <- 0
  for (piece in seq_along(rates)) {
    total <- total + rates[piece] * pmin(pmax(t - knots[piece], 0), knots[piece + 1] - knots[piece])
  }
  total
}
nodes <- (seq_len(40) - 0.5) / 40 # the midpoints of the time between the censuses in which it opened
minus <- function(logarithms) {
  rates <- exp(logarithms)
  lasts <- function(t) exp(-hazard(t, rates))
  chance <- seen <- numeric(sum(keep))
  for (node in nodes) {
    begin <- ifelse(truncated, age, node * width)[keep]
    last <- begin + least[keep]
    later <- ifelse(is.finite(end_width[keep]), lasts(pmin(last + end_width[keep], 1e6)), 0)
    chance <- chance + (lasts(last) - later) / length(nodes)
    seen <- seen + lasts(begin) / length(nodes)
  }
  -sum(log(pmax(chance, 1e-300)) - log(seen))
}
found <- optim(rep(log(1 / 40), length(knots) - 1), minus, method = "BFGS", control = list(maxit = 500))
shares <- data.frame(age = ages, turnbull = round(summary(turnbull, times = ages, extend = TRUE)$surv, 3), likelihood = round(exp(-hazard(ages, exp(found$par))), 3))
print(shares, row.names = FALSE)
median <- uniroot(function(t) hazard(t, exp(found$par)) - log(2), c(0, 2000))$root
cat(sprintf("median: %.1f days (likelihood), %.1f (Turnbull)\n", median, summary(turnbull)$table["median"]))
