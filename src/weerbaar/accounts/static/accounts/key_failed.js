// Says on the page that using a passkey failed or was cancelled; the sign-in library only tells the console.
document.addEventListener("allauth.error", (event) => {
  const notice = document.getElementById("key-failed");
  if (notice) {
    event.preventDefault();
    notice.hidden = false;
  }
});
