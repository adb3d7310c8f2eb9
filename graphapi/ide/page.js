"use strict";
// Starts GraphiQL on the address of this page, with our own examples in its tabs.
(() => {
  const ask = async (parameters, options) => {
    const answer = await fetch(window.location.pathname, {
      method: "POST",
      headers: { ...(options && options.headers), "content-type": "application/json" },
      body: JSON.stringify(parameters),
    });
    return answer.json();
  };
  const page = React.createElement(GraphiQL, {
    fetcher: ask,
    defaultTabs: window.graphapiQuestions.map((query) => ({ query })),
    defaultEditorToolsVisibility: "variables",
    // What people type may name people, so nothing of it is kept in the browser.
    storage: { getItem: () => null, setItem: () => {}, removeItem: () => {}, clear: () => {}, length: 0 },
    shouldPersistHeaders: false,
  });
  ReactDOM.createRoot(document.getElementById("page")).render(page);
})();
