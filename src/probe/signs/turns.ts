/** How the speakers of a conversation with an agent are called at the beginning of what they say. */
const PERSON =
  'Human|User|USER|Benutzer|Nutzer|Usuario|Utilisateur|Utente|Usuário|Utilizador|Gebruiker|Użytkownik|Пользователь|Користувач|Kullanıcı|المستخدم|משתמש|המשתמש|उपयोगकर्ता|用户|用戶|ユーザー|사용자|Người dùng|Pengguna';
const AGENT =
  'Assistant|ASSISTANT|AI|Agent|Claude|Assistent|Asistente|Assistente|Asystent|Ассистент|Асистент|Asistan|المساعد|עוזר|העוזר|सहायक|助手|アシスタント|어시스턴트|Trợ lý|Asisten';

/** The first letters of them all. */
export const SPEAKERS = `${PERSON}|${AGENT}`
  .split('|')
  .map((name) => name.charAt(0))
  .join('');

/** `Human:`, `**User**:`, `[user]:` */
const speaker = (who: string) => String.raw`[ \t>*#/|"-]{0,6}[[(<*]{0,2}(?:${who})[\])>*]{0,2}\s?[:：]`;
const LINE = String.raw`[^\n]{1,400}(?:\n\s{0,8}){1,3}`;

export const AGENT_SPEAKS = new RegExp(String.raw`(?:^|\n)${speaker(AGENT)}`);
/** What one says and the other answers, beginning where it is looked for. */
export const EXCHANGE = new RegExp(
  String.raw`(?:^|\n)(?:${speaker(PERSON)}${LINE}${speaker(AGENT)}|${speaker(AGENT)}${LINE}${speaker(PERSON)})`,
  'y',
);
