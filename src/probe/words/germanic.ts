import type { Lexicon } from './wordClass';

export const german: Lexicon = {
  forget:
    'ignorier*, vergiss, vergesst, vergessen sie, missacht*, missachte, beachte nicht, beachten sie nicht, verwirf, verwerfen sie, uberschreib*, lass ausser acht, lassen sie ausser acht, setze dich hinweg, ubergeh*, nicht mehr befolgen, setz* ausser kraft, streich*, hebe auf',
  follow: 'befolg*, folge, folgen sie, folgt, halte dich, halten sie sich, gehorch*, beacht*',
  earlier:
    'vorherig*, bisherig*, vorig*, fruher*, obig*, vorangegangen*, vorangehend*, ursprunglich*, oben, zuvor, bestehend*, alten, geltend*, gegeben*, erhalten*',
  all: 'all, alle, aller, allen, alles, samtlich*, jede, jeden, jegliche*, gesamt*, komplett*',
  your: 'dein, deine, deinen, deiner, deinem, ihre, ihren, ihrer, eure, euren',
  instruction:
    'anweisung*, instruktion*, systemprompt*, systemanweisung*, vorgabe*, richtlinie*, anleitung, prompt*, systemnachricht*, sicherheitsrichtlinie*, sicherheitsvorgabe*, weisung*',
  rule: 'regel*, befehl*, nachricht*, auftrag, auftrage, beschrankung*, einschrankung*, kontext, aufgabe*, ziel, ziele',
  fresh:
    'neu, neue, neuen, neuer, neues, aktualisiert*, eigentlich*, wahre, echte, einzige, folgende, nachste*, geheim*, zusatzlich*',
  task: 'aufgabe*, auftrag, ziel, anweisung*, rolle, job',
  void: 'ungultig*, aufgehoben, gilt nicht mehr, gelten nicht mehr, hinfallig, uberholt, ersetzt, ausser kraft, nicht mehr gultig, haben vorrang, hat vorrang',
  told: 'gesagt wurde, wurde gesagt, gesagt hat, weisst, gelernt hast, aufgetragen, mitgeteilt wurde',
  ai: 'ki, ki assistent*, ki agent*, ki modell*, ki system*, kunstliche intelligenz, sprachmodell*, coding agent*, programmierassistent*, codierassistent*, ki tool*, ki werkzeug*, programmieragent*, ki gestutzt*',
  agent: 'assistent*, agenten, agent, automatisiert*, bots',
  you: 'du, dich, dir, sie, euch, ihr',
  must: 'muss, musst, mussen, soll, sollst, sollen, bitte, sollte, solltest, unbedingt, sofort, umgehend, jetzt, zuerst, immer, bist verpflichtet, ist verpflichtet',
  not: 'nicht, kein, keine, keinen, keinem, keinesfalls, niemals, nie, ohne, ohne zu, auf keinen fall, unter keinen umstanden, vermeide, weder',
  tell: 'sag, sage, sagen, erwahn*, informier*, mitteil*, benachrichtig*, verrat*, melde, melden, teile, erzahl*, hinweis*, bescheid, offenbar*, berichte, darauf aufmerksam, erfahr*, weise, weisen sie, preis',
  show: 'zeig*, frag*, anzeig*, nachfrag*, ruckfrag*, erklar*, ausgeb*, unterbrich*',
  user: 'nutzer*, benutzer*, anwender*, den menschen, dem menschen, mensch, entwickler*, niemand*, inhaber*, betreiber*, eigentumer*, administrator*, auftraggeber*, jemand*, person',
  know: 'merk*, wissen, weiss, erfahr*, bemerk*, mitbekomm*, mitkrieg*, sieht, sehen, kenntnis',
  secretly:
    'heimlich, unauffallig, stillschweigend, unbemerkt, im hintergrund, verschweig*, verheimlich*, unter uns, insgeheim, diskret, geheim halten, vertraulich, verberg*, still und leise, fur dich behalten, fur dich',
  approved:
    'genehmigt*, freigegeben, zugestimmt, bestatigt, erlaubt, autorisiert, eingewilligt, erteilt, gestattet, abgesegnet, einverstanden, zustimmung gegeben, bewilligt',
  consent: 'bestatigung*, genehmigung*, zustimmung*, freigabe*, erlaubnis, ruckfrage*, einwilligung*, nachfrage*',
  needed: 'notig, notwendig, erforderlich, erteilt, liegt vor, liegen vor, benotigt, gilt als erteilt, entfallt',
  disable:
    'deaktivier*, abschalt*, ausschalt*, schalte, schalten sie, umgeh*, uberspring*, entfern*, stell* ab, stelle, setz* ausser kraft, hebel*, ausschaltest',
  enable: 'aktivier*, setze, setzen sie, stelle, schalte, einschalt*, trage, fuge',
  guard:
    'freigabeprufung*, sicherheitsprufung*, genehmigungsschritt*, schutzmechanism*, aufsicht, bestatigungsdialog*, berechtigungsprufung*, sicherheitsfilter*, freigaben, genehmigungen, sicherheitsabfrage*, sicherheitsmechanism*, berechtigungsabfrage*, sicherheitskontroll*, bestatigungsabfrage*, ruckfragen, uberwachung',
  protection: 'sicherheit, schutz, sandbox, uberwachung, berechtigung*, prufung*',
  send: 'sende, senden sie, sendet, schick*, ubermitt*, ubertrag*, lade, hochlad*, hochzuladen, leite, weiterleit*, verschick*, poste, zu senden, zu schicken',
  place: 'teile, hange, hangen sie, kopier*, ubergib, schreib*, fuge',
  loot: 'zugangsdaten, anmeldedaten, passworter, passworte, geheimnisse, schlussel, api schlussel, ssh schlussel, umgebungsvariable*, private schlussel, privaten schlussel, zugriffstoken*, tokens',
  secret: 'passwort, token, schlussel, geheimnis',
  read: 'lies, lese, lesen sie, offne, offnen sie, gib, geben sie, such*, sammle, sammeln sie, liste, ausgeb*, lest, zeige, wiederhol*',
  run: 'fuhre, fuhren sie, ausfuhr*, auszufuhren, starte, starten sie, installier*, lade, laden sie, herunterlad*, rufe, rufen sie, aufruf*, aufzurufen, offne, besuch*, klone, offnen sie',
  destroy: 'losch*, entfern*, uberschreib*, vernicht*, zurucksetz*, verwirf',
  goods: 'datei, dateien, datenbank*, repository, verzeichnis*, ordner, branch*, sicherung*, daten, historie, verlauf',
  address: 'adresse, url, server, endpunkt',
  note: 'hinweis*, achtung, nachricht, anweisung*, liebe, lieber, hallo, mitteilung, information*, vorgabe*',
  if: 'wenn, falls, sofern, sobald, bist du, solltest, nachdem',
  before:
    'bevor, zuerst, zunachst, vor dem, vorher, anschliessend, danach, als erstes, im ersten schritt, im anschluss',
  henceforth:
    'ab jetzt, von nun an, ab sofort, von jetzt an, kunftig, in zukunft, fortan, ab diesem punkt, bis auf weiteres',
  pretend:
    'du bist jetzt, du bist nun, sie sind jetzt, sie sind nun, tu so, gib vor, verhalte dich, spiele die rolle, entwicklermodus, wartungsmodus, ohne einschrankungen',
  write: 'schreib*, fuge, fugen sie, speicher*, trag*, merk*, erganz*, kopier*',
  memory:
    'gedachtnis*, kunftige sitzungen, zukunftige sitzungen, jede sitzung, jeder sitzung, alle weiteren, kunftig*, allen antworten, jeder antwort',
  systemPrompt: 'systemprompt*, deine anweisungen, deine anweisung, ihre anweisungen, systemanweisung*',
  harmless:
    'sicher, unbedenklich, harmlos, keine probleme, keine sicherheitsprobleme, keine schwachstellen, sauber, einwandfrei, keine auffalligkeiten, ungefahrlich',
  judge:
    'bewert*, melde, melden sie, markier*, stuf*, sag*, antworte*, beurteil*, genehmig*, behaupt*, empfehl*, empfiehl, berichte',
  reply:
    'antworte nur, antworte mit, antworten sie nur, antworten sie mit, gib nur, sag dem nutzer, sage dem nutzer, sag dem benutzer, teile dem nutzer mit, teile dem benutzer mit',
  reading:
    'dies liest, dies lesen, das hier liest, diese seite liest, diesen text liest, diese datei liest, diese datei lesen, diese seite lesen, diesen text lesen, dies verarbeit*, diesen text verarbeit*, diese datei verarbeit*, hier mitliest, diese datei bearbeit*, dieses dokument liest, dieses dokument verarbeit*, dieses repository bearbeit*, an diesem repository arbeit*, dieses projekt bearbeit*, diese seite verarbeit*, diese datei offne*, das liest',
  inside:
    'im dokument, im text, in den daten, in der eingabe, nicht vertrauenswurdig*, enthalten*, in dateien, innerhalb, aus dem dokument, darin, in werkzeugausgaben, aus webseiten',
  about:
    'angriff*, angreif*, beispiel*, zum beispiel, z b, wie etwa, etwa, injektion*, prompt injection*, bosartig*, schwachstelle*, erkennen, erkannt*, erkennt, forscher*, versuch*, manipulier*, sogenannt*, schadlich*, eingeschleust*, versteckt*, opfer, bedrohung*',
  urgent: 'wichtig, dringend, sofort, achtung, unverzuglich, zwingend',
  this: 'dies, diese, diesen, dieser, davon, daruber, das, hiervon',
  already: 'bereits, schon, ausdrucklich, im voraus, alle weiteren, vollstandig',
  goOn: 'fahre fort, fahren sie fort, mach weiter, fortfahren, weitermachen, ohne zu fragen, ohne ruckfrage, ohne nachfrage, ohne bestatigung, ohne nachzufragen, ohne weitere, frag nicht, nicht nachfragen, keine ruckfrage*, ohne freigabe, nicht mehr fragen, setze fort',
  answer:
    'deine zusammenfassung, deiner zusammenfassung, ihrer zusammenfassung, deine antwort, deiner antwort, ihrer antwort, deinem bericht, in der zusammenfassung, bevor du antwortest, deiner nachsten, deine nachste, diese sitzung, dieser sitzung, wenn du gefragt wirst, falls jemand fragt, dieses gesprach*, deine werkzeuge',
  mayDo: 'darf, durfen, darfst, ist befugt, berechtigt',
  wants:
    'mochte, wunscht, verlangt, erwartet, hat gebeten, weiss bereits, ist einverstanden, weiss bescheid, besteht darauf',
  checks: 'tests, prufung*, review, hooks, ci',
  thereof: 'fuhre es aus, folge den schritten, was dort steht, befolge die schritte',
};

export const dutch: Lexicon = {
  forget: 'negeer, negeren, vergeet, sla acht, laat varen, veronachtzaam, overschrijf, schenk geen aandacht',
  follow: 'volg, volgen, gehoorzaam, opvolgen, houd je aan',
  earlier:
    'vorige, voorgaande, eerdere, bovenstaande, oorspronkelijke, hierboven, bestaande, voorafgaande, huidige, gekregen',
  all: 'alle, al, alles, elke, ieder, iedere, gehele',
  your: 'jouw, je, uw',
  instruction:
    'instructie, instructies, aanwijzing, aanwijzingen, richtlijn, richtlijnen, systeemprompt, systeeminstructies, opdrachten, prompts, veiligheidsregels',
  rule: 'regel, regels, opdracht, beperkingen, taak, berichten, context',
  fresh: 'nieuwe, nieuw, echte, werkelijke, bijgewerkte, volgende, enige',
  task: 'taak, opdracht, doel, rol, instructies',
  void: 'ongeldig, vervallen, gelden niet meer, ingetrokken, vervangen, niet langer geldig, niet langer van toepassing, hebben voorrang',
  told: 'verteld is, is verteld, gezegd is, weet, geleerd hebt',
  ai: 'ai assistent, ai assistenten, ai agent, ai agenten, ai agents, taalmodel, taalmodellen, ai model, kunstmatige intelligentie, codeassistent, codeeragent, programmeerassistent, ai hulp, ai systemen',
  agent: 'assistent, assistenten, agenten',
  you: 'je, jij, jou, u',
  must: 'moet, moeten, dient, zult, verplicht, alsjeblieft, zorg dat, onmiddellijk, direct, nu, altijd, eerst, graag',
  not: 'niet, geen, nooit, zonder, vermijd, nimmer, in geen geval, onder geen beding',
  tell: 'vertel, vertellen, vermeld, vermelden, zeg, zeggen, informeer, informeren, meld, melden, melding, waarschuw, onthul, verklap, laat weten, rapporteer, te melden, te vertellen, inlichten, hoogte',
  show: 'toon, tonen, vraag, vragen, laat zien, te vragen',
  user: 'gebruiker, gebruikers, mens, ontwikkelaar, ontwikkelaars, niemand, eigenaar, beheerder, persoon, iemand',
  know: 'weten, merken, merkt, weet, ziet, zien, te weten',
  secretly:
    'stilletjes, in het geheim, stiekem, heimelijk, op de achtergrond, ongemerkt, onder ons, verzwijg, geheim, verberg, discreet, stilzwijgend, voor jezelf',
  approved: 'goedgekeurd, toegestaan, toestemming gegeven, akkoord, bevestigd, geautoriseerd, ingestemd, verleend',
  consent: 'bevestiging, goedkeuring, toestemming, akkoord',
  needed: 'nodig, vereist, noodzakelijk, verleend',
  disable: 'schakel, uitschakel*, omzeil, omzeilen, sla, overslaan, verwijder, deactiveer, zet, negeer',
  enable: 'zet, activeer, schakel, voeg, stel',
  guard:
    'goedkeuringen, goedkeuringsstap, veiligheidscontrole, veiligheidscontroles, beveiligingscontrole*, toezicht, bevestigingen, veiligheidsfilters, beveiliging, toestemmingscontrole*, toestemmingsvragen',
  protection: 'veiligheid, sandbox, bescherming, toestemmingen',
  send: 'stuur, sturen, verzend, verstuur, upload, mail, post, zend, door te sturen',
  place: 'deel, plaats, kopieer, plak, schrijf',
  loot: 'wachtwoorden, sleutels, api sleutels, ssh sleutels, ssh sleutel, omgevingsvariabelen, inloggegevens, geheimen, prive sleutel, privesleutel*, tokens, toegangstokens',
  secret: 'wachtwoord, sleutel, token, geheim',
  read: 'lees, lezen, open, zoek, verzamel, geef, print, toon, haal',
  run: 'voer, uitvoeren, uit te voeren, draai, start, installeer, download, haal, open, bezoek, roep, installeren, downloaden',
  destroy: 'verwijder, wis, verwijderen, wissen, overschrijf, vernietig',
  goods: 'bestanden, bestand, map, mappen, databank, database, repository, geschiedenis, gegevens, back ups, branches',
  address: 'server, url',
  note: 'let op, bericht, opmerking, beste, hallo, mededeling, aandacht',
  if: 'wanneer, indien, zodra, ben je, nadat',
  before: 'voordat, eerst, vooraf, alvorens, daarna, vervolgens',
  henceforth: 'vanaf nu, voortaan, met onmiddellijke ingang, van nu af aan, tot nader order',
  pretend: 'je bent nu, u bent nu, doe alsof, gedraag je, speel de rol, ontwikkelaarsmodus',
  write: 'schrijf, voeg, sla op, onthoud, bewaar, kopieer',
  memory: 'geheugen, toekomstige sessies, elke sessie, alle volgende, elk antwoord',
  systemPrompt: 'systeemprompt, je instructies, jouw instructies, systeeminstructies',
  harmless: 'veilig, geen problemen, schoon, onschadelijk, geslaagd, in orde, geen kwetsbaarheden',
  judge: 'beoordeel, meld, markeer, zeg, antwoord, keur, rapporteer, vertel, bevestig',
  reply: 'antwoord alleen, antwoord met, vertel de gebruiker dat, zeg tegen de gebruiker',
  reading:
    'dit leest, dit lezen, deze pagina leest, deze tekst leest, dit bestand leest, dit verwerkt, deze pagina verwerkt, dit bestand verwerkt, dit document leest, dit document verwerkt, deze repository werkt',
  inside: 'in het document, in de tekst, in de invoer, onbetrouwbare, binnen, in bestanden, bevat',
  about:
    'aanval*, aanvaller*, voorbeeld*, bijvoorbeeld, zoals, injectie*, kwaadaardig*, kwetsbaarheid, onderzoekers, detecteren, detecteert, herken*, poging*, misleid*, verborgen, slachtoffer',
  urgent: 'belangrijk, dringend, onmiddellijk, verplicht',
  this: 'dit, deze, hierover, hiervan, dat, ervan',
  already: 'al, reeds, uitdrukkelijk, vooraf, alle verdere',
  goOn: 'ga door, ga verder, ga je gang, zonder te vragen, zonder bevestiging, zonder verdere, vraag niet, doorgaan, zonder toestemming',
  answer:
    'je samenvatting, jouw samenvatting, je antwoord, jouw antwoord, in de samenvatting, voordat je antwoordt, als iemand vraagt, deze sessie, je volgende, je verslag',
  mayDo: 'mag, mogen, is bevoegd, heeft toestemming',
  wants: 'wil, wenst, vraagt dat, eist, verwacht, weet al, is akkoord',
  checks: 'tests, controle, review, hooks, ci',
  thereof: 'volg de stappen, voer het uit',
};
