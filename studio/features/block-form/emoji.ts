/** The emoji that messages need most, with the words people look for them by. */

const LINES = `
👋 wave hello hi bye
😀 grin happy smile
😊 smile blush thanks
🙂 smile slight
😉 wink
😄 laugh happy
😂 joy laugh tears
😍 love heart eyes
🥰 love hearts
🤗 hug welcome
🤔 think hmm
😅 sweat phew
😌 relieved calm
😎 cool sunglasses
🥳 party celebrate
🤩 star struck wow
😢 sad cry
😞 sad sorry disappointed
😕 confused unsure
😬 grimace oops
😮 wow surprised
🙃 upside down
😴 sleep night
🤝 deal handshake agree
👍 thumbs up yes good
👎 thumbs down no bad
👌 ok fine perfect
👏 clap bravo
🙌 hooray hands
🙏 thanks please pray
💪 strong muscle
👀 eyes look
👇 down below
👆 up above
👉 right point
👈 left point
✌️ peace victory
🤞 fingers crossed luck
☝️ one attention
🫶 heart hands
❤️ heart love red
🧡 heart orange
💚 heart green
💙 heart blue
💜 heart purple
💔 broken heart
⭐ star rating
🌟 star glowing
✨ sparkles new magic
🔥 fire hot
🎉 party tada celebrate
🎊 confetti celebrate
🎁 gift present
🎂 cake birthday
🏆 trophy win
🥇 medal first gold
🚀 rocket launch fast
💡 idea light tip
✅ check done yes
☑️ check box
✔️ tick done
❌ no cross wrong
⚠️ warning attention
❗ exclamation important
❓ question
ℹ️ info
🆕 new
🆓 free
🔔 bell notify reminder
🔕 bell off mute
📣 announce megaphone news
💬 speech chat message
💭 thought
📝 note write form
📄 page document
📋 clipboard list
📎 clip attach
📌 pin
🔗 link
🔍 search look
🔒 lock secure private
🔓 unlock open
🔑 key password
🛠️ tools repair fix
⚙️ gear settings
🧰 toolbox
🐛 bug error
📦 package parcel order
🚚 truck delivery shipping
🏪 shop store
🛒 cart basket
🛍️ bags shopping
💳 card payment
💰 money bag
💶 euro money
💵 dollar money
🧾 receipt invoice
🏷️ label tag price
📉 chart down
📈 chart up growth
📊 chart bars
📅 calendar date
🗓️ calendar day
⏰ alarm clock time
⏳ wait hourglass
⌛ time over
🕐 clock hour
📞 phone call
📱 mobile phone
☎️ telephone
✉️ letter email
📧 email
📨 mail incoming
📥 inbox download
📤 outbox upload
🌐 web globe language
🌍 world earth europe
🗺️ map
📍 place pin location
🏠 house home
🏢 office building
🏥 hospital
🏫 school
🚗 car
🚲 bicycle bike
🚆 train
✈️ plane flight travel
⛴️ ship ferry
🧳 luggage travel
🏨 hotel
☀️ sun weather
🌤️ sun cloud
🌧️ rain
❄️ snow cold
🌈 rainbow
🌱 plant green grow
🌸 flower blossom
🌳 tree
🐶 dog pet
🐱 cat pet
☕ coffee
🍕 pizza food
🍔 burger food
🍎 apple fruit
🥗 salad food
🍰 cake dessert
🍷 wine drink
🍻 beer cheers
⚽ football sport
🏃 run sport
🧘 yoga calm
🎵 music
🎬 film video
📷 camera photo
🖼️ picture image
🎧 headphones support
💻 laptop computer
🖥️ screen computer
🖨️ printer
🔋 battery
🔌 plug power
👤 person user
👥 people team
🧑‍💻 developer support
👩‍🔧 mechanic repair
🤖 robot bot
👶 baby child
🎓 graduate study
💼 work job business
⚖️ law scales
🩺 doctor health
💊 medicine pill
1️⃣ one 1
2️⃣ two 2
3️⃣ three 3
4️⃣ four 4
5️⃣ five 5
🔢 numbers
➡️ arrow right next
⬅️ arrow left back
🔄 refresh again
➕ plus add
➖ minus
🟢 green circle
🟡 yellow circle
🔴 red circle
`;

export type Emoji = { readonly sign: string; readonly words: string };

export const EMOJI: readonly Emoji[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const space = line.indexOf(' ');
    return { sign: line.slice(0, space), words: line.slice(space + 1) };
  });
