// What Lighthouse finds wrong: node lighthouse.mjs CATEGORIES URL..., with the browser's path in CHROME_PATH.
// Prints {URL: {category: [score, names of audits that failed], ...}, ...}.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { pageFunctions } from "lighthouse/core/lib/page-functions.js";

const [categories, ...urls] = process.argv.slice(2);
const chrome = await launch({ chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu"] });
// Pages here are there at once, and the screenshot is not looked at: what waits for them takes half of the time.
const quick = { disableFullPageScreenshot: true, pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0 };
const settings = { onlyCategories: categories.split(","), logLevel: "error", ...quick };
// It measures for a second, on each page, how fast the machine is, and only says so in a report.
pageFunctions.computeBenchmarkIndex = () => 1000;
const found = {};
for (const url of urls) {
  const { lhr } = await lighthouse(url, { port: chrome.port, ...settings });
  found[url] = Object.fromEntries(
    Object.values(lhr.categories).map(({ id, score, auditRefs }) => {
      const failed = auditRefs.filter((audit) => audit.weight && (lhr.audits[audit.id].score ?? 1) < 1);
      return [id, [score, failed.map((audit) => audit.id)]];
    }),
  );
}
chrome.kill();
console.log(JSON.stringify(found));
